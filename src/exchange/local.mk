noinst_LIBRARIES += libexchange.a
libexchange_a_SOURCES = \
	src/exchange/blacklist.c \
	src/exchange/book_cell.c \
	src/exchange/book_check.c \
	src/exchange/book_csv.c \
	src/exchange/book_foot.c \
	src/exchange/book_look.c \
	src/exchange/book_file.c \
	src/exchange/book_sheet.c \
	src/exchange/book_tell.c \
	src/exchange/book_whole.c \
	src/exchange/card.c \
	src/exchange/hub.c \
	src/exchange/hub_folder.c \
	src/exchange/hush.c \
	src/exchange/manifest.c \
	src/exchange/pack.c \
	src/exchange/paper_pdf.c \
	src/exchange/papers.c \
	src/exchange/portable.c src/exchange/portable_frozen.c \
	src/exchange/receipt.c \
	src/exchange/report_book.c \
	src/exchange/sheet_sum.c \
	src/exchange/table.c \
	src/exchange/table_csv.c \
	src/exchange/table_xlsx.c \
	src/exchange/template.c \
	src/exchange/template_check.c \
	src/exchange/template_column.c \
	src/exchange/template_draft.c \
	src/exchange/template_nameless.c \
	src/exchange/template_sheet.c \
	src/exchange/workbook.c \
	src/exchange/xlsx_check.c \
	src/exchange/xlsx_part.c \
	src/exchange/xlsx_read.c \
	src/exchange/xlsx_sheet.c \
	src/exchange/xlsx_style.c \
	src/exchange/xlsx_text.c
