/* A column of a template: which value it shows, how, and what an entry in it may be. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "exchange/template_inner.h"
#include "store/guard.h"

enum { PLAIN_WIDTH_MAX = 120 };

static const char *const column_keys[] = {
    "title", "value",   "type",  "required", "hint", "width", "codes", "mask",
    "group", "example", "error", "total",    "min",  "max",   "also",  NULL};

static const char *const type_names[CELL_TYPES] = {
    [CELL_TEXT] = "text", [CELL_MONEY] = "money", [CELL_DATE] = "date", [CELL_COUNT] = "count"};

typedef struct SourceName {
    const char *name;
    ValueSource source;
    CellType type;
} SourceName;

static const SourceName source_names[] = {
    {"case_file.no", VALUE_NO, CELL_TEXT},
    {"row.no", VALUE_ROW, CELL_COUNT},
    {"line.no", VALUE_LINE, CELL_COUNT},
    {"approval.approved_by", VALUE_APPROVED_BY, CELL_TEXT},
    {"approval.approved_at", VALUE_APPROVED_AT, CELL_TEXT},
    {"case.digest", VALUE_DIGEST, CELL_TEXT},
    {"case.since", VALUE_SINCE, CELL_DATE},
    {"case.platform_no", VALUE_PLATFORM_NO, CELL_TEXT},
    {"nothing", VALUE_NONE, CELL_TEXT},
};

static void fault(Reading *reading, const TemplateColumn *column, const char *key,
                  const char *text)
{
    lint_at(reading->lint, reading->ini, column->section, key, "%s", text);
}

static const char *get(const Reading *reading, const TemplateColumn *column, const char *key)
{
    return ini_get(reading->ini, column->section, key);
}

/* ---- what it shows ---- */

static CellType natural_type(const FieldDef *field)
{
    static const CellType types[FT_COUNT_OF_TYPES] = {
        [FT_DATE] = CELL_DATE, [FT_MONEY] = CELL_MONEY, [FT_COUNT] = CELL_COUNT};
    return types[field->type];
}

/* A field may be shown as what it is, or as text; a computed value as anything. */
static void read_type(Reading *reading, TemplateColumn *column)
{
    const char *name = get(reading, column, "type");
    column->type = column->field ? natural_type(column->field) : CELL_TEXT;
    for (size_t i = 0; i < COUNT_OF(source_names); i++) {
        if (source_names[i].source == column->source)
            column->type = source_names[i].type;
    }
    if (!name)
        return;
    for (int type = 0; type < CELL_TYPES; type++) {
        if (strcmp(type_names[type], name) != 0)
            continue;
        bool free = column->source == VALUE_SQL || column->source == VALUE_NONE;
        if (!free && type != (int)column->type)
            lint_at(reading->lint, reading->ini, column->section, "type",
                    _("the values of this field are of the type %s"), type_names[column->type]);
        column->type = (CellType)type;
        return;
    }
    fault(reading, column, "type", _("a type is one of text, money, date, count"));
}

/* "patient.name", or a field of the record whose rows the sheet shows. */
static const FieldDef *plain_field(const TemplateSheet *sheet, const char *value)
{
    const char *dot = strchr(value, '.');
    if (!dot)
        return NULL;
    char *table = xstrndup(value, (size_t)(dot - value));
    char *name = xstrdup(dot + 1);
    size_t len = strlen(name);
    if (len > 2 && name[0] == '`' && name[len - 1] == '`') {
        memmove(name, name + 1, len - 2);
        name[len - 2] = '\0';
    }
    const FieldDef *field = catalog_find_column(table, name);
    free(table);
    free(name);
    if (!field)
        return NULL;
    const RecordDef *record = catalog_record(field->record);
    return !(record->flags & RF_MANY) || record == sheet->record ? field : NULL;
}

/* Statistics leave the house without consent, so no field may be in them that tells who, and
 * nothing by which a case is found again: its number, its digest, who approved it and when.
 * What an expression reads is seen by template_nameless.c. */
static void check_nameless(Reading *reading, const TemplateColumn *column)
{
    const FieldDef *field = column->field;
    if (!reading->template->purpose->nameless)
        return;
    bool tells = column->source == VALUE_NO || column->source == VALUE_PLATFORM_NO ||
                 column->source == VALUE_APPROVED_BY || column->source == VALUE_APPROVED_AT ||
                 column->source == VALUE_DIGEST || (field && template_tells_who(field));
    if (tells)
        fault(reading, column, "value",
              _("this value can tell who somebody is, which statistics may not"));
}

static void read_value(Reading *reading, const TemplateSheet *sheet, TemplateColumn *column)
{
    Buf value = BUF_INIT, where = BUF_INIT;
    Err err = {0};
    if (!ini_long(reading->ini, column->section, "value", &value) || !value.len) {
        fault(reading, column, "value", _("this key is missing or empty"));
        goto out;
    }
    if (strcmp(value.data, "?") == 0) {
        column->source = VALUE_NONE;
        fault(reading, column, "value",
              _("say which value this column has; “nothing” leaves it empty"));
        goto out;
    }
    for (size_t i = 0; i < COUNT_OF(source_names); i++) {
        if (strcmp(source_names[i].name, value.data) == 0) {
            column->source = source_names[i].source;
            goto out;
        }
    }
    column->field = plain_field(sheet, value.data);
    if (column->field)
        goto out;
    column->source = VALUE_SQL;
    column->sql = arena_dup(reading->template->arena, value.data);
    ini_place(reading->ini, column->section, "value", &where);
    if (!guard_expression(column->sql, where.data, &err)) {
        lint_fault_of(reading->lint, reading->ini, column->section, "value", err.text);
        column->sql = "NULL";
    }
out:
    buf_free(&where);
    buf_free(&value);
}

/* ---- how ---- */

static void use_table(Template *template, const CodeTable *table)
{
    for (size_t i = 0; i < template->n_tables; i++) {
        if (template->tables[i] == table)
            return;
    }
    template->tables =
        xreallocarray(template->tables, template->n_tables + 1, sizeof(*template->tables));
    template->tables[template->n_tables++] = table;
}

static void read_codes(Reading *reading, TemplateColumn *column)
{
    const char *name = get(reading, column, "codes");
    if (!name && column->field && column->field->type == FT_CODE)
        name = column->field->codes;
    if (!name && column->field && column->field->type == FT_YESNO)
        name = "yesno";
    if (!name)
        return;
    column->codes = codes_table(knowledge_codes(reading->knowledge), name);
    if (!column->codes)
        lint_at(reading->lint, reading->ini, column->section, "codes",
                _("there is no code table %s"), name);
    else if (column->type != CELL_TEXT)
        fault(reading, column, "codes", _("only a column of text can have codes"));
    else
        use_table(reading->template, column->codes);
}

static void read_width(Reading *reading, TemplateColumn *column)
{
    const char *text = get(reading, column, "width");
    bool grid = reading->template->look >= LOOK_GRID;
    int least = grid ? WIDTH_MIN : 1, most = grid ? WIDTH_PRINT_MAX : PLAIN_WIDTH_MAX;
    column->width = grid ? WIDTH_MAX : DEFAULT_WIDTH;
    if (!text)
        return;
    char *end;
    long width = strtol(text, &end, 10);
    if (*end || width < least || width > most)
        lint_at(reading->lint, reading->ini, column->section, "width",
                _("a width is a number from %d to %d"), least, most);
    else if (reading->template->look == LOOK_GRID && width > WIDTH_MAX)
        column->width = WIDTH_MAX; /* extends a template of a later look */
    else
        column->width = (double)width;
}

static void read_mask(Reading *reading, TemplateColumn *column)
{
    static const struct {
        const char *name;
        Privacy mask;
    } masks[] = {{"name", PRIV_NAME}, {"number", PRIV_NUMBER}, {"place", PRIV_PLACE}};
    const char *name = get(reading, column, "mask");
    if (!name || strcmp(name, "no") == 0)
        return;
    column->masks = true;
    column->mask = column->field ? column->field->privacy : PRIV_NONE;
    for (size_t i = 0; i < COUNT_OF(masks); i++) {
        if (strcmp(masks[i].name, name) == 0)
            column->mask = masks[i].mask;
    }
    bool found =
        column->mask == PRIV_NAME || column->mask == PRIV_NUMBER || column->mask == PRIV_PLACE;
    if (!found || column->type != CELL_TEXT || column->codes)
        fault(reading, column, "mask",
              _("a mask is name, number or place, of a column of text; yes: as the field has "
                "it"));
    column->masks = found;
}

/* ---- what an entry may be ---- */

static bool read_number(Reading *reading, TemplateColumn *column, const char *key, double *out)
{
    const char *text = get(reading, column, key);
    char *end;
    if (!text)
        return false;
    long number = strtol(text, &end, 10);
    if (*end || end == text || column->type == CELL_DATE || column->codes) {
        fault(reading, column, key,
              _("this is a whole number, of an amount in yuan, of a text its characters"));
        return false;
    }
    *out = (double)number;
    return true;
}

static void read_limits(Reading *reading, TemplateColumn *column)
{
    column->has_min = read_number(reading, column, "min", &column->min);
    column->has_max = read_number(reading, column, "max", &column->max);
    if (column->has_min && column->has_max && column->min > column->max)
        fault(reading, column, "max", _("max is less than min"));
    column->error = get(reading, column, "error");
    if (column->error && text_units(column->error) > CHECK_TEXT_CHARS)
        lint_at(reading->lint, reading->ini, column->section, "error",
                _("a message of a refused entry has at most %d characters"), CHECK_TEXT_CHARS);
    column->total = template_read_yes(reading, column->section, "total");
    if (column->total && column->type != CELL_MONEY && column->type != CELL_COUNT)
        fault(reading, column, "total", _("only money and counts can be added up"));
}

void template_read_column(Reading *reading, TemplateSheet *sheet, const char *section)
{
    TemplateColumn *column = &sheet->columns[sheet->n_columns++];
    *column = (TemplateColumn){.section = section,
                               .key = section + strlen("column.") + strlen(sheet->key) + 1};
    lint_only(reading->lint, reading->ini, section, column_keys);
    lint_needs(reading->lint, reading->ini, section, "title");
    column->title = get(reading, column, "title");
    if (!column->title)
        column->title = "";
    column->hint = get(reading, column, "hint");
    column->group = get(reading, column, "group");
    column->example = get(reading, column, "example");
    column->required = template_read_yes(reading, section, "required");
    read_value(reading, sheet, column);
    read_type(reading, column);
    read_codes(reading, column);
    read_width(reading, column);
    read_mask(reading, column);
    read_limits(reading, column);
    check_nameless(reading, column);
    if (column->source == VALUE_ROW && sheet->kind != SHEET_ROWS)
        fault(reading, column, "value", _("this sheet does not show rows of a record"));
    for (size_t i = 0; i + 1 < sheet->n_columns; i++) {
        const TemplateColumn *other = &sheet->columns[i];
        if (strcmp(other->title, column->title) == 0 &&
            strcmp(other->group ? other->group : "", column->group ? column->group : "") == 0)
            fault(reading, column, "title", _("another column of the sheet has this title"));
    }
}
