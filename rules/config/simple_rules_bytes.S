/* rules/simple_rules.yaml as bytes of the program. */
    .section .rodata
    .global pagescan_simple_rules_begin
    .global pagescan_simple_rules_end
pagescan_simple_rules_begin:
    .incbin PAGESCAN_SIMPLE_RULES
pagescan_simple_rules_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
