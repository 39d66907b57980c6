/* The parts of the HTML report that are files, as bytes of the program. */
    .section .rodata
    .global pagescan_html_shell_begin
    .global pagescan_html_shell_end
    .global pagescan_html_style_begin
    .global pagescan_html_style_end
    .global pagescan_html_script_begin
    .global pagescan_html_script_end
pagescan_html_shell_begin:
    .incbin PAGESCAN_HTML_SHELL
pagescan_html_shell_end:
    .byte 0
pagescan_html_style_begin:
    .incbin PAGESCAN_HTML_STYLE
pagescan_html_style_end:
    .byte 0
pagescan_html_script_begin:
    .incbin PAGESCAN_HTML_SCRIPT
pagescan_html_script_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
