# make interop: what openpyxl, LibreOffice, exceljs and SheetJS read in our workbooks. Not among the tests,
# which need none of them. NODE_PATH names where exceljs and xlsx are ("npm install exceljs xlsx").
EXTRA_DIST += tests/interop/check.py tests/interop/read.js
EXTRA_PROGRAMS += tests/interop/book
CLEANFILES += tests/interop/book$(EXEEXT)
tests_interop_book_SOURCES = tests/interop/book.c
tests_interop_book_LDADD = $(FLOORS) $(PARTS)
.PHONY: interop
interop: anjuan$(EXEEXT) tests/interop/book$(EXEEXT) share/anjuan
	$(TORTURE_ENVIRONMENT) /usr/bin/python3 '$(srcdir)/tests/interop/check.py'
