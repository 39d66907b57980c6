/* The parts of the HTML reports that are files, as bytes of the program. */
    .section .rodata
    .global pagescan_html_shell_begin
    .global pagescan_html_shell_end
    .global pagescan_html_style_begin
    .global pagescan_html_style_end
    .global pagescan_html_diff_style_begin
    .global pagescan_html_diff_style_end
    .global pagescan_html_common_begin
    .global pagescan_html_common_end
    .global pagescan_html_script_begin
    .global pagescan_html_script_end
    .global pagescan_html_diff_script_begin
    .global pagescan_html_diff_script_end
pagescan_html_shell_begin:
    .incbin PAGESCAN_HTML_SHELL
pagescan_html_shell_end:
    .byte 0
pagescan_html_style_begin:
    .incbin PAGESCAN_HTML_STYLE
pagescan_html_style_end:
    .byte 0
pagescan_html_diff_style_begin:
    .incbin PAGESCAN_HTML_DIFF_STYLE
pagescan_html_diff_style_end:
    .byte 0
pagescan_html_common_begin:
    .incbin PAGESCAN_HTML_COMMON
pagescan_html_common_end:
    .byte 0
pagescan_html_script_begin:
    .incbin PAGESCAN_HTML_SCRIPT
pagescan_html_script_end:
    .byte 0
pagescan_html_diff_script_begin:
    .incbin PAGESCAN_HTML_DIFF_SCRIPT
pagescan_html_diff_script_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
