/* docs/report.schema.json as bytes of the program. */
    .section .rodata
    .global pagescan_report_schema_begin
    .global pagescan_report_schema_end
pagescan_report_schema_begin:
    .incbin PAGESCAN_REPORT_SCHEMA
pagescan_report_schema_end:
    .byte 0
    .section .note.GNU-stack,"",%progbits
