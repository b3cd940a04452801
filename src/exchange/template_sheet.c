/* A sheet of a template: its rows, its head, its columns in their order, and the statement of
 * its expressions. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/text/text.h"
#include "exchange/template_inner.h"
#include "rules/staging/facts.h"

enum { COLUMNS_MAX = 500 };

static const char *const sheet_keys[] = {"title", "rows",  "note",  "hidden", "head", "columns",
                                         "fixed", "total", "where", "since",  NULL};
static const char *const line_keys[] = {"text", "value", NULL};

static const char *const head_words[HEAD_KINDS] = {
    [HEAD_NOTE] = "note",     [HEAD_LINES] = "lines", [HEAD_HINTS] = "hints",
    [HEAD_GROUPS] = "groups", [HEAD_NAMES] = "names", [HEAD_EXAMPLE] = "example",
    [HEAD_BLANK] = "blank"};

typedef struct KindName {
    const char *name;
    SheetKind kind;
} KindName;

static const KindName kind_names[] = {{"case", SHEET_CASES},
                                      {"text", SHEET_TEXT},
                                      {"codes", SHEET_CODES},
                                      {"batch", SHEET_BATCH}};

bool template_is_of_sheet(const char *section, const char *prefix, const char *sheet)
{
    size_t len = strlen(sheet), before = strlen(prefix);
    if (strncmp(section, prefix, before) != 0)
        return false;
    section += before;
    return strncmp(section, sheet, len) == 0 && section[len] == '.' && section[len + 1];
}

static void fault(Reading *reading, const TemplateSheet *sheet, const char *key,
                  const char *text)
{
    lint_at(reading->lint, reading->ini, sheet->section, key, "%s", text);
}

static const char *get(const Reading *reading, const TemplateSheet *sheet, const char *key)
{
    return ini_get(reading->ini, sheet->section, key);
}

/* ---- what it is ---- */

static void read_kind(Reading *reading, TemplateSheet *sheet)
{
    const char *rows = get(reading, sheet, "rows");
    for (size_t i = 0; rows && i < COUNT_OF(kind_names); i++) {
        if (strcmp(kind_names[i].name, rows) == 0) {
            sheet->kind = kind_names[i].kind;
            return;
        }
    }
    sheet->kind = SHEET_ROWS;
    sheet->record = rows ? catalog_find_record(rows) : NULL;
    if (!sheet->record)
        fault(reading, sheet, "rows",
              _("rows are case, text, codes, batch or the name of a record"));
}

static bool same_name(const char *a, const char *b)
{
    Buf folded_a = BUF_INIT, folded_b = BUF_INIT;
    text_fold(&folded_a, a);
    text_fold(&folded_b, b);
    bool same = strcmp(folded_a.data, folded_b.data) == 0;
    buf_free(&folded_a);
    buf_free(&folded_b);
    return same;
}

/* Excel takes a sheet whose name it keeps for itself, or knows already but for the case of its
 * letters, for damage to the file. */
static void check_name(Reading *reading, const char *section, const char *key, const char *name,
                       size_t others)
{
    static const char *const reserved[] = {"History", "历史记录"};
    if (text_units(name) > SHEET_NAME_CHARS || strpbrk(name, "[]:*?/\\'"))
        lint_at(reading->lint, reading->ini, section, key,
                _("a sheet's name has at most %d characters, none of [ ] : * ? / \\ '"),
                SHEET_NAME_CHARS);
    for (size_t i = 0; i < COUNT_OF(reserved); i++)
        if (same_name(reserved[i], name))
            lint_at(reading->lint, reading->ini, section, key,
                    _("Excel keeps the name “%s” for itself"), name);
    for (size_t i = 0; i < others; i++)
        if (same_name(reading->template->sheets[i].title, name))
            lint_at(reading->lint, reading->ini, section, key,
                    _("another sheet has this title, and letters of either case are the same"));
}

void template_read_continued(Reading *reading)
{
    Template *template = reading->template;
    const char *title = ini_get(reading->ini, "template", "continued");
    if (!title || template->look < LOOK_PRINT) /* one of before may extend one that has it */
        return;
    check_name(reading, "template", "continued", title, template->n_sheets);
    template->continued = title;
}

static void read_title(Reading *reading, TemplateSheet *sheet)
{
    const char *title = get(reading, sheet, "title");
    lint_needs(reading->lint, reading->ini, sheet->section, "title");
    sheet->title = title ? title : "";
    check_name(reading, sheet->section, "title", sheet->title,
               (size_t)(sheet - reading->template->sheets));
}

static void read_line(Reading *reading, TemplateSheet *sheet, const char *section)
{
    TemplateLine *line = &sheet->lines[sheet->n_lines++];
    Buf text = BUF_INIT;
    lint_only(reading->lint, reading->ini, section, line_keys);
    lint_needs(reading->lint, reading->ini, section, "text");
    ini_long(reading->ini, section, "text", &text);
    *line = (TemplateLine){.text = arena_dup(reading->template->arena, text.data),
                           .value = ini_get(reading->ini, section, "value")};
    buf_free(&text);
}

/* ---- the head ---- */

static bool head_row(const char *word, HeadRow *out)
{
    for (int i = 0; i < HEAD_KINDS; i++) {
        if (strcmp(head_words[i], word) != 0)
            continue;
        *out = (HeadRow)i;
        return true;
    }
    return false;
}

static void read_head(Reading *reading, TemplateSheet *sheet)
{
    static const HeadRow usual[] = {HEAD_NOTE, HEAD_HINTS, HEAD_NAMES};
    const char **words;
    size_t names = 0, n = template_read_list(reading, sheet->section, "head", &words);
    if (n == 0) {
        memcpy(sheet->head, usual, sizeof(usual));
        sheet->n_head = COUNT_OF(usual);
        return;
    }
    for (size_t i = 0; i < n && i < HEAD_ROWS_MAX; i++) {
        HeadRow *row = &sheet->head[sheet->n_head++];
        if (!head_row(words[i], row)) {
            lint_at(reading->lint, reading->ini, sheet->section, "head",
                    _("“%s” is no row of a head: note, lines, hints, groups, names, example, "
                      "blank"),
                    words[i]);
            *row = HEAD_BLANK;
        }
        names += *row == HEAD_NAMES;
        if (*row == HEAD_EXAMPLE && names == 0)
            fault(reading, sheet, "head", _("the row of examples stands below the names"));
    }
    if (names != 1 || n > HEAD_ROWS_MAX)
        lint_at(reading->lint, reading->ini, sheet->section, "head",
                _("a head has up to %d rows, and the names of the columns once"),
                HEAD_ROWS_MAX);
}

static void read_fixed(Reading *reading, TemplateSheet *sheet)
{
    const char *text = get(reading, sheet, "fixed");
    sheet->fixed = sheet->n_columns > 0;
    if (!text)
        return;
    char *end;
    long fixed = strtol(text, &end, 10);
    if (*end || end == text || fixed < 0 || (size_t)fixed > sheet->n_columns)
        fault(reading, sheet, "fixed", _("this is a number of columns of the sheet"));
    else
        sheet->fixed = (size_t)fixed;
}

/* ---- its columns ---- */

static bool has_column(const Reading *reading, const TemplateSheet *sheet, const char *key,
                       const char **section)
{
    for (size_t i = 0; i < ini_sections(reading->ini); i++) {
        *section = ini_section(reading->ini, i);
        if (template_is_of_sheet(*section, "column.", sheet->key) &&
            strcmp(*section + strlen("column.") + strlen(sheet->key) + 1, key) == 0)
            return true;
    }
    return false;
}

/* Those that the sheet names, in this order; without: all, in the order of the file. */
static void read_columns(Reading *reading, TemplateSheet *sheet)
{
    const char **keys, *section;
    const Ini *ini = reading->ini;
    size_t n = template_read_list(reading, sheet->section, "columns", &keys);
    size_t room = ini_sections(ini) + n + 1;
    sheet->columns = arena_alloc(reading->template->arena, room * sizeof(TemplateColumn));
    for (size_t i = 0; i < n && sheet->n_columns < COLUMNS_MAX; i++) {
        if (has_column(reading, sheet, keys[i], &section))
            template_read_column(reading, sheet, section);
        else
            lint_at(reading->lint, ini, sheet->section, "columns",
                    _("there is no section [column.%s.%s]"), sheet->key, keys[i]);
    }
    for (size_t i = 0; n == 0 && i < ini_sections(ini); i++) {
        if (template_is_of_sheet(ini_section(ini, i), "column.", sheet->key) &&
            sheet->n_columns < COLUMNS_MAX)
            template_read_column(reading, sheet, ini_section(ini, i));
    }
}

static void read_lines(Reading *reading, TemplateSheet *sheet)
{
    size_t n = ini_sections(reading->ini);
    sheet->lines = arena_alloc(reading->template->arena, (n + 1) * sizeof(TemplateLine));
    for (size_t i = 0; i < n; i++) {
        if (template_is_of_sheet(ini_section(reading->ini, i), "line.", sheet->key))
            read_line(reading, sheet, ini_section(reading->ini, i));
    }
}

/* ---- which rows ---- */

static void read_since(Reading *reading, TemplateSheet *sheet)
{
    const char *name = get(reading, sheet, "since");
    if (!name)
        return;
    sheet->since = sheet->record ? catalog_find_field(sheet->record->id, name) : NULL;
    if (!sheet->since || sheet->since->type != FT_DATE)
        fault(reading, sheet, "since", _("this is a day of the record whose rows are shown"));
}

static void read_where(Reading *reading, TemplateSheet *sheet)
{
    Buf where = BUF_INIT, place = BUF_INIT;
    Err err = {0};
    if (ini_long(reading->ini, sheet->section, "where", &where)) {
        sheet->where = arena_dup(reading->template->arena, where.data);
        ini_place(reading->ini, sheet->section, "where", &place);
        if (!guard_expression(sheet->where, place.data, &err)) {
            lint_fault_of(reading->lint, reading->ini, sheet->section, "where", err.text);
            sheet->where = "NULL";
        }
    }
    buf_free(&place);
    buf_free(&where);
}

static void build_sql(Template *template, TemplateSheet *sheet)
{
    Buf columns = BUF_INIT;
    for (size_t i = 0; i < sheet->n_columns; i++) {
        TemplateColumn *column = &sheet->columns[i];
        if (column->source != VALUE_SQL)
            continue;
        buf_addf(&columns, "%s(%s)", sheet->results ? ", " : "", column->sql);
        column->result = sheet->results++;
    }
    if (sheet->where) {
        buf_addf(&columns, "%s(%s)", sheet->results ? ", " : "", sheet->where);
        sheet->where_result = sheet->results++;
    }
    if (sheet->results) {
        Buf sql = BUF_INIT;
        facts_select(&sql, sheet->record, columns.data);
        sheet->sql = arena_dup(template->arena, sql.data);
        template->has_sql = true;
        buf_free(&sql);
    }
    buf_free(&columns);
}

void template_read_sheet(Reading *reading, const char *section)
{
    Template *template = reading->template;
    TemplateSheet *sheet = &template->sheets[template->n_sheets++];
    *sheet = (TemplateSheet){.key = section + strlen("sheet."), .section = section};
    lint_only(reading->lint, reading->ini, section, sheet_keys);
    read_title(reading, sheet);
    read_kind(reading, sheet);
    sheet->note = get(reading, sheet, "note");
    sheet->total = get(reading, sheet, "total");
    sheet->hidden = template_read_yes(reading, section, "hidden");
    read_head(reading, sheet);
    read_columns(reading, sheet);
    read_lines(reading, sheet);
    read_fixed(reading, sheet);
    read_since(reading, sheet);
    read_where(reading, sheet);
    bool shows_columns = sheet->kind == SHEET_CASES || sheet->kind == SHEET_ROWS;
    if (shows_columns && sheet->n_columns == 0)
        lint_at(reading->lint, reading->ini, section, NULL, _("this sheet has no columns"));
    if (!shows_columns && (sheet->where || sheet->total || sheet->since))
        lint_at(reading->lint, reading->ini, section, NULL,
                _("where, since and total are for sheets of cases and of rows"));
    build_sql(template, sheet);
}
