/* The learned table of rules/form_model.bin as bytes of the program. */
    .section .rodata
    .balign 8
    .global pagescan_form_table_begin
    .global pagescan_form_table_end
pagescan_form_table_begin:
    .incbin PAGESCAN_FORM_MODEL
pagescan_form_table_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
