/* book TEMPLATE CASES OUT [SITE]: writes the cases of a file, one JSON object a line, through a
 * template to a workbook, as an export does; for tests/interop/check.py. */
#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "domain/field.h"
#include "exchange/portable.h"
#include "exchange/workbook.h"

typedef struct Lines {
    FILE *file;
    FieldContext fields;
    char *line;
    size_t room, n;
    char no[32];
} Lines;

static bool next_case(void *ctx, CaseItem *item, Err *err)
{
    Lines *lines = ctx;
    PortableCases cases = {0};
    *item = (CaseItem){0};
    ssize_t len = getline(&lines->line, &lines->room, lines->file);
    if (len < 0)
        return true;
    if (!portable_read(&lines->fields, "case", lines->line, (size_t)len, &cases, err))
        return false;
    item->file = cases.files[0];
    free(cases.files);
    snprintf(lines->no, sizeof(lines->no), "T1-2026-%06zu", ++lines->n);
    item->no = lines->no;
    item->approved_by = "督导甲";
    item->approved_at = "2026-11-20T08:00:00.000Z";
    return true;
}

static size_t count_lines(FILE *file)
{
    size_t n = 0;
    for (int c; (c = getc(file)) != EOF;)
        n += c == '\n';
    rewind(file);
    return n;
}

static bool write_book(const Knowledge *knowledge, const char *name, FILE *file,
                       const char *out, Err *err)
{
    const WorkbookFacts facts = {.batch = "T1-B0001",
                                 .organisation = "某市医院社工部",
                                 .station = "T1",
                                 .exported_by = "乙",
                                 .exported_at = "2026-11-21T23:59:59.999Z",
                                 .on = {2026, 11, 21},
                                 .knowledge = "interop"};
    Lines lines = {.file = file,
                   .fields = {.codes = knowledge_codes(knowledge),
                              .today = {2026, 11, 21},
                              .lang = "zh_CN"}};
    CaseSource source = {.next = next_case, .ctx = &lines, .count = count_lines(file)};
    WorkbookResult result = {0};
    Template *template = NULL;
    bool done = template_find(knowledge, name, &template, err) &&
                workbook_write(knowledge, template, &facts, &source, out, NULL, &result, err);
    if (done)
        printf("%s\n", result.sha256);
    template_free(template);
    free(lines.line);
    return done;
}

int main(int argc, char **argv)
{
    Knowledge *knowledge = NULL;
    Err err = {0};
    setlocale(LC_ALL, "");
    if (argc < 4)
        return 2;
    char *data = path_join(getenv("top_srcdir"), "data");
    const char *const folders[] = {data, argc > 4 ? argv[4] : data};
    FILE *file = fopen(argv[2], "r");
    bool done = file && knowledge_load(folders, argc > 4 ? 2 : 1, &knowledge, &err) &&
                write_book(knowledge, argv[1], file, argv[3], &err);
    if (!done)
        fprintf(stderr, "%s\n", err.text);
    if (file)
        fclose(file);
    knowledge_free(knowledge);
    free(data);
    return done ? 0 : 1;
}
