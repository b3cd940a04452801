/* Reads a template into sheets and columns, builds the statement of each sheet, and tries every
 * expression over the facts. */
#include "config.h"

#include "exchange/template.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "exchange/receipt.h"
#include "exchange/template_inner.h"
#include "rules/staging/facts.h"

enum {
    DEFAULT_WIDTH = 14,
    MAX_WIDTH = 120,
    SHEET_NAME_CHARS = 31, /* Excel's limit */
    COLUMNS_MAX = 500,
};

static const char *const template_keys[] = {
    "name", "title", "version", "language", "authority", "grade", "platform", "purpose", NULL};
static const char *const sheet_keys[] = {"title", "rows", "note", "hidden", NULL};
static const char *const column_keys[] = {"title", "value", "type",  "required",
                                          "hint",  "width", "codes", NULL};
static const char *const line_keys[] = {"text", "value", NULL};

static const char *const type_names[CELL_TYPES] = {
    [CELL_TEXT] = "text", [CELL_MONEY] = "money", [CELL_DATE] = "date", [CELL_COUNT] = "count"};

static const char *const word_keys[] = {
    [WORD_PRACTICE] = "practice",
    [WORD_YES] = "yes",
    [WORD_NO] = "no",
    [WORD_TEXT] = "text",
    [WORD_MONEY] = "money",
    [WORD_DATE] = "date",
    [WORD_COUNT] = "count",
    [WORD_RULE_SHEET] = "rule_sheet",
    [WORD_RULE_COLUMN] = "rule_column",
    [WORD_RULE_REQUIRED] = "rule_required",
    [WORD_RULE_TYPE] = "rule_type",
    [WORD_RULE_HINT] = "rule_hint",
    [WORD_CODE] = "code",
    [WORD_CHOOSE] = "choose",
    [TEMPLATE_WORDS] = NULL,
};

static const TemplatePurpose purposes[] = {
    {"launch", N_("launch"), TAKES_UNSENT, .sends = true, .discloses = true,
     .recipients = true},
    {"payment", N_("payment request"), TAKES_TRANCHES, .follow_up = true, .discloses = true,
     .recipients = true},
    {"follow-up", N_("follow-up report"), TAKES_SENT, .follow_up = true, .discloses = true,
     .recipients = true},
    {"statistics", N_("statistics"), TAKES_APPROVED, .follow_up = true},
    {"dossier", N_("audit dossier"), TAKES_APPROVED, .follow_up = true},
};

typedef struct KindName {
    const char *name;
    SheetKind kind;
} KindName;

static const KindName kind_names[] = {{"case", SHEET_CASES},
                                      {"text", SHEET_TEXT},
                                      {"codes", SHEET_CODES},
                                      {"batch", SHEET_BATCH}};

typedef struct SourceName {
    const char *name;
    ValueSource source;
    CellType type;
} SourceName;

static const SourceName source_names[] = {
    {"case_file.no", VALUE_NO, CELL_TEXT},
    {"row.no", VALUE_ROW, CELL_COUNT},
    {"approval.approved_by", VALUE_APPROVED_BY, CELL_TEXT},
    {"approval.approved_at", VALUE_APPROVED_AT, CELL_TEXT},
    {"case.digest", VALUE_DIGEST, CELL_TEXT},
};

typedef struct Reading {
    Template *template;
    const Knowledge *knowledge;
    const Ini *ini;
    Lint *lint;
} Reading;

static bool starts_with(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

/* "column.cases.name" belongs to the sheet "cases". */
static bool is_of_sheet(const char *section, const char *prefix, const char *sheet)
{
    size_t len = strlen(sheet);
    if (!starts_with(section, prefix))
        return false;
    section += strlen(prefix);
    return strncmp(section, sheet, len) == 0 && section[len] == '.' && section[len + 1];
}

static bool read_yes(Reading *reading, const char *section, const char *key)
{
    const char *value = ini_get(reading->ini, section, key);
    if (value && strcmp(value, "yes") != 0 && strcmp(value, "no") != 0)
        lint_at(reading->lint, reading->ini, section, key, _("the value is yes or no"));
    return value && strcmp(value, "yes") == 0;
}

/* ---- columns ---- */

static CellType natural_type(const FieldDef *field)
{
    static const CellType types[FT_COUNT_OF_TYPES] = {
        [FT_DATE] = CELL_DATE, [FT_MONEY] = CELL_MONEY, [FT_COUNT] = CELL_COUNT};
    return types[field->type];
}

/* A field may be shown as what it is, or as text; a computed value as anything. */
static void read_type(Reading *reading, TemplateColumn *column)
{
    const char *name = ini_get(reading->ini, column->section, "type");
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
        if (column->source != VALUE_SQL && type != (int)column->type)
            lint_at(reading->lint, reading->ini, column->section, "type",
                    _("the values of this field are of the type %s"), type_names[column->type]);
        column->type = (CellType)type;
        return;
    }
    lint_at(reading->lint, reading->ini, column->section, "type",
            _("a type is one of text, money, date, count"));
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

static void read_value(Reading *reading, const TemplateSheet *sheet, TemplateColumn *column)
{
    Buf value = BUF_INIT, where = BUF_INIT;
    Err err = {0};
    if (!ini_long(reading->ini, column->section, "value", &value) || !value.len) {
        lint_at(reading->lint, reading->ini, column->section, "value",
                _("this key is missing or empty"));
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
    const char *name = ini_get(reading->ini, column->section, "codes");
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
        lint_at(reading->lint, reading->ini, column->section, "codes",
                _("only a column of text can have codes"));
    else
        use_table(reading->template, column->codes);
}

static void read_width(Reading *reading, TemplateColumn *column)
{
    const char *text = ini_get(reading->ini, column->section, "width");
    column->width = DEFAULT_WIDTH;
    if (!text)
        return;
    char *end;
    long width = strtol(text, &end, 10);
    if (*end || width < 1 || width > MAX_WIDTH)
        lint_at(reading->lint, reading->ini, column->section, "width",
                _("a width is a number from 1 to %d"), MAX_WIDTH);
    else
        column->width = (double)width;
}

static void read_column(Reading *reading, TemplateSheet *sheet, const char *section)
{
    TemplateColumn *column = &sheet->columns[sheet->n_columns++];
    column->section = section;
    lint_only(reading->lint, reading->ini, section, column_keys);
    lint_needs(reading->lint, reading->ini, section, "title");
    column->title = ini_get(reading->ini, section, "title");
    if (!column->title)
        column->title = "";
    column->hint = ini_get(reading->ini, section, "hint");
    column->required = read_yes(reading, section, "required");
    read_value(reading, sheet, column);
    read_type(reading, column);
    read_codes(reading, column);
    read_width(reading, column);
    if (column->source == VALUE_ROW && sheet->kind != SHEET_ROWS)
        lint_at(reading->lint, reading->ini, section, "value",
                _("this sheet does not show rows of a record"));
    for (size_t i = 0; i + 1 < sheet->n_columns; i++) {
        if (strcmp(sheet->columns[i].title, column->title) == 0)
            lint_at(reading->lint, reading->ini, section, "title",
                    _("another column of the sheet has this title"));
    }
}

/* ---- sheets ---- */

static void read_kind(Reading *reading, TemplateSheet *sheet, const char *section)
{
    const char *rows = ini_get(reading->ini, section, "rows");
    for (size_t i = 0; rows && i < COUNT_OF(kind_names); i++) {
        if (strcmp(kind_names[i].name, rows) == 0) {
            sheet->kind = kind_names[i].kind;
            return;
        }
    }
    sheet->kind = SHEET_ROWS;
    sheet->record = rows ? catalog_find_record(rows) : NULL;
    if (!sheet->record)
        lint_at(reading->lint, reading->ini, section, "rows",
                _("rows is case, text, codes, batch or the name of a record"));
}

static void read_title(Reading *reading, TemplateSheet *sheet, const char *section)
{
    const char *title = ini_get(reading->ini, section, "title");
    lint_needs(reading->lint, reading->ini, section, "title");
    sheet->title = title ? title : "";
    if (text_chars(sheet->title) > SHEET_NAME_CHARS || strpbrk(sheet->title, "[]:*?/\\'"))
        lint_at(reading->lint, reading->ini, section, "title",
                _("a sheet's name has at most %d characters, none of [ ] : * ? / \\ '"),
                SHEET_NAME_CHARS);
    for (const TemplateSheet *other = reading->template->sheets; other < sheet; other++) {
        if (strcmp(other->title, sheet->title) == 0)
            lint_at(reading->lint, reading->ini, section, "title",
                    _("another sheet has this title"));
    }
}

static void read_line(Reading *reading, TemplateSheet *sheet, const char *section)
{
    TemplateLine *line = &sheet->lines[sheet->n_lines++];
    Buf text = BUF_INIT;
    lint_only(reading->lint, reading->ini, section, line_keys);
    lint_needs(reading->lint, reading->ini, section, "text");
    ini_long(reading->ini, section, "text", &text);
    line->text = arena_dup(reading->template->arena, text.data);
    line->value = ini_get(reading->ini, section, "value");
    buf_free(&text);
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
    if (sheet->results) {
        Buf sql = BUF_INIT;
        facts_select(&sql, sheet->record, columns.data);
        sheet->sql = arena_dup(template->arena, sql.data);
        template->has_sql = true;
        buf_free(&sql);
    }
    buf_free(&columns);
}

static void read_sheet(Reading *reading, const char *section)
{
    const Ini *ini = reading->ini;
    Template *template = reading->template;
    TemplateSheet *sheet = &template->sheets[template->n_sheets++];
    size_t n = ini_sections(ini);
    sheet->key = section + strlen("sheet.");
    lint_only(reading->lint, ini, section, sheet_keys);
    read_title(reading, sheet, section);
    read_kind(reading, sheet, section);
    sheet->note = ini_get(ini, section, "note");
    sheet->hidden = read_yes(reading, section, "hidden");
    sheet->columns = arena_alloc(template->arena, (n + 1) * sizeof(TemplateColumn));
    sheet->lines = arena_alloc(template->arena, (n + 1) * sizeof(TemplateLine));
    for (size_t i = 0; i < n; i++) {
        const char *part = ini_section(ini, i);
        if (is_of_sheet(part, "column.", sheet->key) && sheet->n_columns < COLUMNS_MAX)
            read_column(reading, sheet, part);
        else if (is_of_sheet(part, "line.", sheet->key))
            read_line(reading, sheet, part);
    }
    bool shows_columns = sheet->kind == SHEET_CASES || sheet->kind == SHEET_ROWS;
    if (shows_columns && sheet->n_columns == 0)
        lint_at(reading->lint, ini, section, NULL, _("this sheet has no columns"));
    build_sql(template, sheet);
}

/* ---- the file ---- */

static void read_words(Reading *reading)
{
    lint_only(reading->lint, reading->ini, "words", word_keys);
    for (int i = 0; i < TEMPLATE_WORDS; i++) {
        const char *word = ini_get(reading->ini, "words", word_keys[i]);
        lint_needs(reading->lint, reading->ini, "words", word_keys[i]);
        reading->template->words[i] = word ? word : "";
    }
}

/* A column or line whose sheet is not there would silently be left out. */
static void check_sections(Reading *reading)
{
    const Template *template = reading->template;
    for (size_t i = 0; i < ini_sections(reading->ini); i++) {
        const char *section = ini_section(reading->ini, i);
        bool known = strcmp(section, "template") == 0 || strcmp(section, "words") == 0 ||
                     (template->receipt &&
                      (strcmp(section, "receipt") == 0 || starts_with(section, "reason.")));
        for (size_t s = 0; s < template->n_sheets; s++) {
            const char *key = template->sheets[s].key;
            known = known || is_of_sheet(section, "column.", key) ||
                    is_of_sheet(section, "line.", key) ||
                    (starts_with(section, "sheet.") &&
                     strcmp(section + strlen("sheet."), key) == 0);
        }
        if (!known)
            lint_at(reading->lint, reading->ini, section, NULL,
                    _("this section belongs to no sheet of the template"));
    }
}

static void read_platform(Reading *reading)
{
    const char *platform = ini_get(reading->ini, "template", "platform");
    const CodeTable *table = codes_table(knowledge_codes(reading->knowledge), "platform");
    if (platform && !(table && code_find(table, platform)))
        lint_at(reading->lint, reading->ini, "template", "platform",
                _("there is no code %s in the table %s"), platform, "platform");
    reading->template->platform = platform;
}

static void read_purpose(Reading *reading)
{
    const char *name = ini_get(reading->ini, "template", "purpose");
    reading->template->purpose = &purposes[0];
    for (size_t i = 0; name && i < COUNT_OF(purposes); i++) {
        if (strcmp(purposes[i].name, name) == 0) {
            reading->template->purpose = &purposes[i];
            return;
        }
    }
    if (name)
        lint_at(reading->lint, reading->ini, "template", "purpose",
                _("a purpose is one of launch, payment, follow-up, statistics, dossier"));
}

static void read_head(Reading *reading)
{
    Template *template = reading->template;
    lint_only(reading->lint, reading->ini, "template", template_keys);
    lint_both(reading->lint, reading->ini, "template", "title");
    lint_needs(reading->lint, reading->ini, "template", "name");
    lint_needs(reading->lint, reading->ini, "template", "version");
    lint_grade(reading->lint, reading->ini, "template");
    template->name = ini_get(reading->ini, "template", "name");
    template->version = ini_get(reading->ini, "template", "version");
    template->language = ini_get(reading->ini, "template", "language");
    if (!template->name)
        template->name = "";
    if (!template->version)
        template->version = "";
    if (!template->language)
        template->language = "zh_CN";
    read_platform(reading);
    read_purpose(reading);
}

static Template *read_template(const Knowledge *knowledge, const Ini *ini, Lint *lint)
{
    Template *template = xcalloc(1, sizeof(*template));
    Reading reading = {.template = template, .knowledge = knowledge, .ini = ini, .lint = lint};
    template->arena = arena_new();
    template->ini = ini;
    template->sheets =
        arena_alloc(template->arena, (ini_sections(ini) + 1) * sizeof(TemplateSheet));
    read_head(&reading);
    read_words(&reading);
    for (size_t i = 0; i < ini_sections(ini); i++) {
        if (starts_with(ini_section(ini, i), "sheet."))
            read_sheet(&reading, ini_section(ini, i));
    }
    template->receipt =
        receipt_map_read(ini, knowledge_codes(knowledge), lint, template->arena);
    check_sections(&reading);
    return template;
}

void template_free(Template *template_)
{
    if (!template_)
        return;
    free(template_->tables);
    arena_free(template_->arena);
    free(template_);
}

size_t template_count(const Knowledge *knowledge)
{
    return knowledge_files(knowledge, "templates");
}

const char *template_name_at(const Knowledge *knowledge, size_t i)
{
    const Ini *ini = knowledge_file(knowledge, "templates", i);
    const char *name = ini ? ini_get(ini, "template", "name") : NULL;
    return name ? name : "";
}

bool template_find(const Knowledge *knowledge, const char *name, Template **out, Err *err)
{
    LintFirst first;
    *out = NULL;
    for (size_t i = 0; i < template_count(knowledge); i++) {
        if (strcmp(template_name_at(knowledge, i), name) != 0)
            continue;
        lint_first(&first, err);
        Template *template =
            read_template(knowledge, knowledge_file(knowledge, "templates", i), &first.lint);
        if (first.lint.count) {
            template_free(template);
            return false;
        }
        *out = template;
        return true;
    }
    return err_set(err, ERR_NOT_FOUND, _("there is no export template named %s"), name);
}

const char *template_title(const Template *template_, const char *lang)
{
    return ini_get_lang(template_->ini, "template", "title", lang);
}

const char *template_platform(const Template *template_)
{
    return template_->platform;
}

const TemplatePurpose *template_purpose(const Template *template_)
{
    return template_->purpose;
}

const struct ReceiptMap *template_receipt(const Template *template_)
{
    return template_->receipt;
}

/* ---- the lint ---- */

/* Cells show texts, so two codes of one text could not be told apart. */
static void check_tables(const Template *template, Lint *lint)
{
    for (size_t t = 0; t < template->n_tables; t++) {
        const CodeTable *table = template->tables[t];
        for (size_t i = 0; i < code_count(table); i++) {
            for (size_t j = 0; j < i; j++) {
                const CodeEntry *a = code_at(table, i), *b = code_at(table, j);
                if (strcmp(code_text(a, template->language),
                           code_text(b, template->language)) == 0)
                    lint_fault(lint, code_table_name(table),
                               _("the codes %s and %s have the same text"), b->code, a->code);
            }
        }
    }
}

/* Runs each computed column over a case with one empty row of everything. */
static void check_column(Facts *facts, const TemplateSheet *sheet, const TemplateColumn *column,
                         const Ini *ini, Lint *lint)
{
    Buf sql = BUF_INIT, where = BUF_INIT, bracketed = BUF_INIT;
    GuardQuery *query = NULL;
    Err err = {0};
    bool row;
    ini_place(ini, column->section, "value", &where);
    buf_addf(&bracketed, "(%s)", column->sql);
    facts_select(&sql, sheet->record, bracketed.data);
    if (guard_prepare(facts_guard(facts), sql.data, where.data, &query, &err)) {
        guard_bind(query, 1, sql_value_int(1));
        if (sheet->record && (sheet->record->flags & RF_MANY))
            guard_bind(query, 2, sql_value_int(1));
        if (!guard_step(query, &row, &err))
            lint_fault_of(lint, ini, column->section, "value", err.text);
    } else {
        lint_fault_of(lint, ini, column->section, "value", err.text);
    }
    guard_finish(query);
    buf_free(&bracketed);
    buf_free(&where);
    buf_free(&sql);
}

static void check_expressions(const Template *template, Facts *facts, Lint *lint)
{
    for (size_t s = 0; s < template->n_sheets; s++) {
        const TemplateSheet *sheet = &template->sheets[s];
        for (size_t c = 0; c < sheet->n_columns; c++) {
            if (sheet->columns[c].source == VALUE_SQL)
                check_column(facts, sheet, &sheet->columns[c], template->ini, lint);
        }
    }
}

size_t template_check(const char *const *folders, size_t n, LintFault fault, void *ctx)
{
    Lint lint = {.fault = fault, .ctx = ctx};
    Knowledge *knowledge = NULL;
    Facts *facts = NULL;
    CaseFile *empty = case_new();
    const CaseFile *files[] = {empty};
    /* What is wrong below the templates is for check_knowledge to say. */
    bool can_run = knowledge_load(folders, n, &knowledge, NULL) &&
                   facts_open(knowledge, day_today(), &facts, NULL) &&
                   facts_stage(facts, files, 1, NULL);
    for (size_t i = 0; knowledge && i < template_count(knowledge); i++) {
        Template *template =
            read_template(knowledge, knowledge_file(knowledge, "templates", i), &lint);
        check_tables(template, &lint);
        if (can_run)
            check_expressions(template, facts, &lint);
        template_free(template);
    }
    facts_close(facts);
    case_free(empty);
    knowledge_free(knowledge);
    return lint.count;
}
