/* Titles are compared without width, stars, blanks and what stands in brackets. The head is the
 * row with most titles that are known; what stands above it are notes, groups and hints. A form
 * is often one that somebody has filled in, and each export would send what stands below the
 * titles: so a row there is an example only if it says so, and of it only what is about nobody.
 */
#include "config.h"

#include "exchange/template_draft.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "exchange/template_inner.h"

enum {
    HEAD_AMONG = 15,  /* rows that may be the head */
    FILLED_ROWS = 20, /* below it: then the sheet is no form, but a list or an explanation */
    LINE_BYTES_MAX = 800, /* of a value in a knowledge file */
    GUESS_CHARS = 2,      /* the least that two titles have in common */
};

#define RECORD_CASE REC_COUNT

/* What a column of this title shows. */
typedef struct Known {
    const char *title; /* folded */
    const char *value, *type;
    RecordId record; /* whose rows its sheet shows; RECORD_CASE: one row a case */
} Known;

typedef struct Draft {
    Arena *arena;
    Known *known;
    size_t n;
    TemplateDraft *result;
    Buf *out;
} Draft;

typedef struct Head {
    const TableSheet *sheet;
    const TableRow *names, *groups, *hints, *example;
    size_t place; /* of names among the rows */
    size_t notes; /* so many rows from the top are notes, groups and hints */
    RecordId record;
} Head;

/* ---- what is known ---- */

static const char *fold_title(Arena *arena, const char *title)
{
    Buf folded = BUF_INIT, bare = BUF_INIT;
    int depth = 0;
    text_fold(&folded, title);
    for (const char *at = folded.data; *at; at++) {
        if (*at == '(' || *at == '[')
            depth++;
        else if ((*at == ')' || *at == ']') && depth)
            depth--;
        else if (!depth && !strchr("* :_", *at))
            buf_add_char(&bare, *at);
    }
    const char *text = arena_dup(arena, bare.data);
    buf_free(&bare);
    buf_free(&folded);
    return text;
}

static void add_known(Draft *draft, const char *title, const char *value, const char *type,
                      RecordId record)
{
    const char *folded = fold_title(draft->arena, title);
    for (size_t i = 0; i < draft->n; i++) {
        if (draft->known[i].record == record && strcmp(draft->known[i].title, folded) == 0)
            return;
    }
    draft->known = xreallocarray(draft->known, draft->n + 1, sizeof(Known));
    draft->known[draft->n++] = (Known){.title = folded,
                                       .value = arena_dup(draft->arena, value),
                                       .type = type ? arena_dup(draft->arena, type) : NULL,
                                       .record = record};
}

static void add_titles(Draft *draft, const char *titles, const char *value, const char *type,
                       RecordId record)
{
    for (const char *end; titles && *titles; titles = *end ? end + 1 : end) {
        end = titles + strcspn(titles, "|");
        char *one = xstrndup(titles, (size_t)(end - titles));
        add_known(draft, one, value, type, record);
        free(one);
    }
}

static void add_template(Draft *draft, const Template *template)
{
    for (size_t s = 0; s < template->n_sheets; s++) {
        const TemplateSheet *sheet = &template->sheets[s];
        RecordId record = sheet->record ? sheet->record->id : RECORD_CASE;
        for (size_t c = 0; sheet->kind <= SHEET_ROWS && c < sheet->n_columns; c++) {
            const TemplateColumn *column = &sheet->columns[c];
            const char *type = ini_get(template->ini, column->section, "type");
            Buf value = BUF_INIT;
            ini_long(template->ini, column->section, "value", &value);
            add_known(draft, column->title, value.data, type, record);
            add_titles(draft, ini_get(template->ini, column->section, "also"), value.data, type,
                       record);
            buf_free(&value);
        }
    }
}

/* The labels of the catalogue in the language of the program, after the templates. */
static void add_catalogue(Draft *draft)
{
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        const RecordDef *record = catalog_record(field->record);
        bool many = record->flags & RF_MANY;
        const char *value = arena_printf(draft->arena, "%s.`%s`", record->table, field->key);
        if (field->flags & FF_GIVEN)
            continue;
        add_known(draft, arena_printf(draft->arena, "%s%s", _(record->label), _(field->label)),
                  value, NULL, many ? record->id : RECORD_CASE);
        if (many)
            add_known(draft, _(field->label), value, NULL, record->id);
    }
}

static void learn(Draft *draft, const Knowledge *knowledge)
{
    for (size_t i = 0; i < template_count(knowledge); i++) {
        Template *template = NULL;
        if (template_find(knowledge, template_name_at(knowledge, i), &template, NULL))
            add_template(draft, template);
        template_free(template);
    }
    add_catalogue(draft);
}

/* ---- finding ---- */

static bool fits(const Known *known, RecordId record)
{
    return known->record == RECORD_CASE || known->record == record;
}

/* Of the sheet's own record before one of the case. */
static const Known *find_exact(const Draft *draft, const char *title, RecordId record)
{
    const Known *found = NULL;
    for (size_t i = 0; i < draft->n; i++) {
        const Known *known = &draft->known[i];
        if (fits(known, record) && strcmp(known->title, title) == 0 &&
            (!found || known->record == record))
            found = known;
    }
    return found;
}

static const Known *find_part(const Draft *draft, const char *title, RecordId record)
{
    const Known *found = NULL;
    size_t best = GUESS_CHARS - 1;
    for (size_t i = 0; i < draft->n; i++) {
        const Known *known = &draft->known[i];
        const char *shorter = strlen(known->title) < strlen(title) ? known->title : title;
        if (fits(known, record) && text_chars(shorter) > best &&
            strstr(shorter == title ? known->title : title, shorter)) {
            best = text_chars(shorter);
            found = known;
        }
    }
    return found;
}

/* A group above says of whom the title is: 姓名 below 患者信息. */
static const Known *find_value(const Draft *draft, const char *title, const char *group,
                               RecordId record, bool *guessed)
{
    const char *folded = fold_title(draft->arena, title);
    const Known *found = NULL;
    *guessed = false;
    if (group) {
        const char *of = fold_title(draft->arena, group);
        const char *word = strstr(of, "信息");
        size_t len = word && word > of ? (size_t)(word - of) : strlen(of);
        found = find_exact(draft, arena_printf(draft->arena, "%.*s%s", (int)len, of, folded),
                           record);
    }
    if (!found)
        found = find_exact(draft, folded, record);
    if (!found && folded[0]) {
        found = find_part(draft, folded, record);
        *guessed = found != NULL;
    }
    return found;
}

static size_t count_known(const Draft *draft, const TableRow *row, RecordId record)
{
    size_t n = 0;
    for (size_t i = 0; i < row->n; i++)
        n += find_exact(draft, fold_title(draft->arena, row->cells[i].text), record) != NULL;
    return n;
}

/* Which records' rows the sheet shows, and how many titles that explains. */
static size_t best_record(const Draft *draft, const TableRow *row, RecordId *record)
{
    size_t best = count_known(draft, row, RECORD_CASE);
    *record = RECORD_CASE;
    for (int id = 0; id < REC_COUNT; id++) {
        if (!(catalog_record((RecordId)id)->flags & RF_MANY))
            continue;
        size_t n = count_known(draft, row, (RecordId)id);
        if (n > best) {
            best = n;
            *record = (RecordId)id;
        }
    }
    return best;
}

/* 示例, 例：…, Example; and not 例行检查, which is a value. */
static bool says_example(const TableRow *row)
{
    static const char *const words[] = {"示例", "样例", "范例", "填写示例", "填写样例",
                                        "例",   "範例", "示範", "example",  "sample"};
    Buf text = BUF_INIT;
    bool says = false;
    text_fold(&text, row->cells[0].text);
    for (size_t i = 0; i < COUNT_OF(words) && !says; i++) {
        size_t len = strlen(words[i]);
        says = strncmp(text.data, words[i], len) == 0 &&
               (!text.data[len] || text.data[len] == ':' || text.data[len] == ' ');
    }
    buf_free(&text);
    return says;
}

/* Below titles that are known there are values, though they may stand above the head. */
static void find_notes(const Draft *draft, Head *head)
{
    for (; head->notes < head->place; head->notes++) {
        RecordId record;
        const TableRow *row = &head->sheet->rows[head->notes];
        if (row->number + 1 != head->names->number && best_record(draft, row, &record) > 1)
            break;
    }
}

static bool find_head(const Draft *draft, const TableSheet *sheet, Head *head)
{
    size_t best = 0;
    *head = (Head){.sheet = sheet};
    for (size_t i = 0; i < sheet->n && i < HEAD_AMONG; i++) {
        RecordId record;
        const TableRow *row = &sheet->rows[i];
        size_t score = best_record(draft, row, &record) * HEAD_AMONG + row->n;
        if (row->n < 2 || score <= best)
            continue;
        best = score;
        head->names = row;
        head->place = i;
        head->record = record;
    }
    if (!head->names || sheet->n - head->place > FILLED_ROWS)
        return false;
    find_notes(draft, head);
    for (size_t i = 0; i < head->notes; i++) {
        const TableRow *row = &sheet->rows[i];
        bool next = row->number + 1 == head->names->number;
        if (row->n > 1 && next && row->n < head->names->n)
            head->groups = row;
        else if (row->n > 1)
            head->hints = row;
    }
    if (head->place + 1 < sheet->n &&
        sheet->rows[head->place + 1].number == head->names->number + 1 &&
        says_example(&sheet->rows[head->place + 1]))
        head->example = &sheet->rows[head->place + 1];
    return true;
}

/* ---- writing ---- */

/* One line, without the quote that would end it and without signs that are not seen or turn the
 * text round; cut where a line of a file would be too long. */
static void put_quoted(Draft *draft, const char *key, const char *text)
{
    Buf line = BUF_INIT;
    for (size_t n; *text; text += n) {
        text_rune(text, &n);
        if (*text == '"')
            buf_add(&line, "”");
        else if (text_check(text, n, false, 0, key, NULL))
            buf_add_bytes(&line, text, n);
        else if (n == 1)
            buf_add_char(&line, ' ');
    }
    if (line.len > LINE_BYTES_MAX) {
        size_t end = LINE_BYTES_MAX;
        while (((unsigned char)line.data[end] & 0xC0) == 0x80)
            end--;
        buf_cut(&line, end);
        buf_add(&line, "…");
    }
    buf_addf(draft->out, "%s = \"%s\"\n", key, line.data);
    buf_free(&line);
}

static const char *cell_text(const TableRow *row, size_t column)
{
    const TableCell *cell = row ? table_cell(row, column) : NULL;
    return cell ? cell->text : NULL;
}

/* The cell of a group is its first one; it covers those after it that have none. */
static const char *group_of(const Head *head, size_t column)
{
    const char *group = NULL;
    for (size_t i = 0; head->groups && i < head->groups->n; i++) {
        if (head->groups->cells[i].column <= column)
            group = head->groups->cells[i].text;
    }
    return group;
}

/* Nothing that could be somebody's, and nothing of which it is not known what it is. */
static bool may_be_example(const Known *known, bool guessed)
{
    const FieldDef *field = NULL;
    const char *dot = known && !guessed ? strchr(known->value, '.') : NULL;
    if (dot) {
        char *table = xstrndup(known->value, (size_t)(dot - known->value));
        char *name = xstrndup(dot + 1, strlen(dot + 1));
        size_t len = strlen(name), quoted = len > 2 && name[0] == '`';
        name[len - quoted] = '\0';
        field = catalog_find_column(table, name + quoted);
        free(name);
        free(table);
    }
    return field && field->privacy == PRIV_NONE && field->type != FT_PROSE;
}

static void put_column(Draft *draft, const Head *head, size_t sheet, const TableCell *cell)
{
    const char *group = group_of(head, cell->column), *hint, *example;
    bool guessed;
    const Known *known = find_value(draft, cell->text, group, head->record, &guessed);
    draft->result->columns++;
    draft->result->known += known != NULL;
    draft->result->guessed += guessed;
    buf_addf(draft->out, "\n%s[column.s%zu.c%zu]\n",
             !known    ? "# to be completed\n"
             : guessed ? "# guessed by a part of the title: to be looked at\n"
                       : "",
             sheet, cell->column + 1);
    put_quoted(draft, "title", cell->text);
    put_quoted(draft, "value", known ? known->value : "?");
    if (known && known->type)
        put_quoted(draft, "type", known->type);
    if (strchr(cell->text, '*') || strstr(cell->text, "＊") || strstr(cell->text, "必填"))
        buf_add(draft->out, "required = \"yes\"\n");
    if (group)
        put_quoted(draft, "group", group);
    if ((hint = cell_text(head->hints, cell->column)))
        put_quoted(draft, "hint", hint);
    if (may_be_example(known, guessed) && (example = cell_text(head->example, cell->column)))
        put_quoted(draft, "example", example);
}

/* The rows of the form from its first to the example, as a template names them. */
static void put_head(Draft *draft, const Head *head, size_t sheet)
{
    Buf words = BUF_INIT, lines = BUF_INIT;
    size_t number = 1, n = 0;
    bool noted = false;
    for (size_t i = 0; i < head->notes; i++, number++) {
        const TableRow *row = &head->sheet->rows[i];
        for (; number < row->number; number++)
            buf_add(&words, "blank ");
        if (row == head->groups || row == head->hints)
            buf_add(&words, row == head->groups ? "groups " : "hints ");
        else if (!noted)
            buf_add(&words, "lines ");
        if (row == head->groups || row == head->hints)
            continue;
        Draft line = *draft;
        line.out = &lines;
        noted = true;
        buf_addf(&lines, "\n[line.s%zu.%zu]\n", sheet, ++n);
        put_quoted(&line, "text", row->cells[0].text);
    }
    for (; number < head->names->number; number++)
        buf_add(&words, "blank ");
    buf_addf(draft->out, "head = \"%snames%s\"\n%s", words.data,
             head->example ? " example" : "", lines.data);
    buf_free(&lines);
    buf_free(&words);
}

static void put_sheet(Draft *draft, const TableSheet *sheet, size_t number)
{
    Head head;
    if (!find_head(draft, sheet, &head)) {
        buf_addf(draft->out, "\n# left out, for it has no row of titles, or is filled in: ");
        text_add_safe(draft->out, sheet->name ? sheet->name : "");
        buf_add(draft->out, "\n");
        return;
    }
    draft->result->sheets++;
    buf_addf(draft->out, "\n[sheet.s%zu]\n", number);
    put_quoted(draft, "title", sheet->name ? sheet->name : draft->result->name);
    buf_addf(draft->out, "rows = \"%s\"\n",
             head.record == RECORD_CASE ? "case" : catalog_record(head.record)->key);
    put_head(draft, &head, number);
    for (size_t i = 0; i < head.names->n; i++)
        put_column(draft, &head, number, &head.names->cells[i]);
}

static void put_template(Draft *draft, const Table *table)
{
    Buf *out = draft->out;
    Head head;
    buf_add(out, "# Drafted from the form ");
    text_add_safe(out, draft->result->form);
    buf_add(out, "\n# Complete each column with the value ?, then: anjuan template check ");
    buf_addf(out, "%s\n[template]\nname = \"%s\"\nextends = \"neutral\"\n", draft->result->name,
             draft->result->name);
    put_quoted(draft, "title", draft->result->name);
    put_quoted(draft, "title[zh_CN]", draft->result->name);
    buf_add(out, "version = \"1\"\nstars = \"no\"\nsheets = \"");
    for (size_t i = 0, n = 0; i < table_sheets(table); i++) {
        if (!table_sheet(table, i)->hidden && find_head(draft, table_sheet(table, i), &head))
            buf_addf(out, "%ss%zu", n++ ? " " : "", i + 1);
    }
    buf_add(out, "\"\nauthority = \"form of the platform\"\ngrade = \"R\"\n"
                 "# platform = \"...\"\n");
}

bool template_draft(const Knowledge *knowledge, const Table *table, TemplateDraft *result,
                    Buf *out, Err *err)
{
    Draft draft = {.arena = arena_new(), .result = result, .out = out};
    learn(&draft, knowledge);
    put_template(&draft, table);
    for (size_t i = 0; i < table_sheets(table); i++) {
        if (!table_sheet(table, i)->hidden)
            put_sheet(&draft, table_sheet(table, i), i + 1);
    }
    free(draft.known);
    arena_free(draft.arena);
    return result->sheets ||
           err_set(err, ERR_INPUT,
                   _("%s has no sheet with a row of titles; the form must be empty but for its "
                     "head"),
                   result->form);
}
