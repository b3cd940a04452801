#include "config.h"

#include "rules/paper.h"

#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/money.h"
#include "rules/inner.h"

enum { PARTS_MAX = 400, PLACES_MAX = 32, DAY_SIGNS = 10 };

static const char *const style_words[PAPER_STYLES] = {
    [PAPER_TEXT] = "text", [PAPER_TITLE] = "title", [PAPER_HEAD] = "head",
    [PAPER_ITEM] = "item", [PAPER_SIGN] = "sign",
};

static const char *const head_keys[] = {"name", "title",     "sheet", "language",
                                        "when", "authority", "grade", NULL};
static const char *const part_keys[] = {"style", "when", "rows", "text", "use", NULL};

typedef struct Make {
    Facts *facts;
    const CaseFile *file;
    const PaperOptions *options;
    Arena *arena;
    Paper *paper;
    bool try_all; /* the lint: conditions are tried, not followed */
} Make;

typedef enum PlaceKind { PLACE_PLAIN, PLACE_MONEY, PLACE_DAY, PLACE_WORD } PlaceKind;

/* A part of the text in braces. */
typedef struct Place {
    PlaceKind kind;
    const char *from, *to;   /* the expression or the word */
    const char *begin, *end; /* with the braces */
} Place;

typedef struct Part {
    const Ini *ini;
    const char *section;
    const char *when, *text;
    PaperStyle style;
    const RecordDef *rows; /* NULL: not for rows */
    Place places[PLACES_MAX];
    size_t n;
} Part;

static bool fault(const Part *part, const char *key, const char *what, Err *err)
{
    Buf where = BUF_INIT;
    ini_place(part->ini, part->section, key, &where);
    err_set(err, ERR_INPUT, "%s: %s", where.data, what);
    buf_free(&where);
    return false;
}

/* ---- reading a paragraph ---- */

static void read_place(const char *begin, const char *end, Place *place)
{
    static const struct {
        const char *mark;
        PlaceKind kind;
    } marks[] = {{"money:", PLACE_MONEY}, {"day:", PLACE_DAY}, {"@", PLACE_WORD}};
    *place = (Place){.from = begin + 1, .to = end, .begin = begin, .end = end + 1};
    for (size_t i = 0; i < COUNT_OF(marks); i++) {
        size_t len = strlen(marks[i].mark);
        if (strncmp(place->from, marks[i].mark, len) == 0) {
            place->kind = marks[i].kind;
            place->from += len;
            return;
        }
    }
}

static bool find_places(Part *part, Err *err)
{
    for (const char *at = part->text; (at = strchr(at, '{'));) {
        const char *end = strchr(at, '}');
        if (!end)
            return fault(part, "text", _("a brace is not closed"), err);
        if (part->n == PLACES_MAX)
            return fault(part, "text", _("there are too many places in one paragraph"), err);
        read_place(at, end, &part->places[part->n++]);
        at = end + 1;
    }
    return true;
}

static bool read_style(Part *part, const char *word, Err *err)
{
    for (int i = 0; i < PAPER_STYLES; i++) {
        if (!word || strcmp(word, style_words[i]) == 0) {
            part->style = (PaperStyle)i; /* text without a word: it is the first */
            return true;
        }
    }
    return fault(part, "style", _("there is no such style"), err);
}

static bool read_rows(Part *part, const char *key, Err *err)
{
    for (int id = 0; key && id < REC_COUNT; id++) {
        const RecordDef *record = catalog_record((RecordId)id);
        if (strcmp(record->key, key) == 0 && record->flags & RF_MANY)
            part->rows = record;
    }
    return !key || part->rows || fault(part, "rows", _("there is no such list"), err);
}

static bool read_part(const Ini *ini, const char *section, Part *part, Err *err)
{
    *part = (Part){.ini = ini,
                   .section = section,
                   .when = ini_get(ini, section, "when"),
                   .text = ini_get(ini, section, "text")};
    if (!ini_only(ini, section, part_keys, err))
        return false;
    if (!part->text)
        return fault(part, "text", _("this key is missing or empty"), err);
    return read_style(part, ini_get(ini, section, "style"), err) &&
           read_rows(part, ini_get(ini, section, "rows"), err) && find_places(part, err);
}

/* ---- filling in ---- */

/* Condition and places as the columns of one statement. */
static bool add_expression(const Part *part, const char *key, const char *from, size_t len,
                           Buf *columns, Err *err)
{
    Buf sql = BUF_INIT, where = BUF_INIT;
    buf_add_bytes(&sql, from, len);
    ini_place(part->ini, part->section, key, &where);
    bool done = guard_expression(sql.data, where.data, err);
    buf_addf(columns, "%s(%s)", columns->len ? ", " : "", sql.data);
    buf_free(&sql);
    buf_free(&where);
    return done;
}

static bool prepare(Make *make, const Part *part, GuardQuery **query, Err *err)
{
    Buf columns = BUF_INIT, sql = BUF_INIT, where = BUF_INIT;
    const char *when = part->when ? part->when : "1";
    bool done = add_expression(part, "when", when, strlen(when), &columns, err);
    for (size_t i = 0; done && i < part->n; i++) {
        const Place *place = &part->places[i];
        if (place->kind != PLACE_WORD)
            done = add_expression(part, "text", place->from, (size_t)(place->to - place->from),
                                  &columns, err);
    }
    facts_select(&sql, part->rows, columns.data);
    ini_place(part->ini, part->section, "text", &where);
    done = done && guard_prepare(facts_guard(make->facts), sql.data, where.data, query, err);
    buf_free(&columns);
    buf_free(&sql);
    buf_free(&where);
    return done;
}

/* 2026-11-21 as 2026年11月21日; what is no day stays as it is. */
static void add_day(const char *text, Buf *out)
{
    Day day;
    if (strlen(text) == DAY_SIGNS && day_parse(text, &day))
        buf_addf(out, "%d年%d月%d日", day.year, day.month, day.day);
    else
        buf_add(out, text);
}

static const char *word_of(const Make *make, const Place *place)
{
    size_t len = (size_t)(place->to - place->from);
    for (const PaperWord *word = make->options->words; word && word->name; word++) {
        if (strlen(word->name) == len && strncmp(word->name, place->from, len) == 0)
            return word->value ? word->value : "";
    }
    return NULL;
}

static bool add_value(const Make *make, const Part *part, const Place *place, SqlValue value,
                      Buf *out, Err *err)
{
    size_t before = out->len;
    const char *word = place->kind == PLACE_WORD ? word_of(make, place) : "";
    if (!word)
        return fault(part, "text", _("there is no word of this name"), err);
    if (place->kind == PLACE_WORD)
        buf_add(out, word);
    else if (value.type == SQL_INT && place->kind == PLACE_MONEY)
        money_format(out, value.number);
    else if (value.type == SQL_INT)
        buf_addf(out, "%lld", (long long)value.number);
    else if (value.type == SQL_TEXT && place->kind == PLACE_DAY)
        add_day(value.bytes, out);
    else if (value.type == SQL_TEXT)
        buf_add(out, value.bytes);
    if (out->len == before)
        buf_add(out, make->options->blank);
    return true;
}

static bool add_part(Make *make, const Part *part, const GuardQuery *query, Err *err)
{
    Buf text = BUF_INIT;
    const char *at = part->text;
    bool done = true;
    int column = 1;
    for (size_t i = 0; done && i < part->n; i++) {
        const Place *place = &part->places[i];
        SqlValue value = sql_value_null();
        if (place->kind != PLACE_WORD)
            value = guard_value(query, column++);
        buf_add_bytes(&text, at, (size_t)(place->begin - at));
        done = add_value(make, part, place, value, &text, err);
        at = place->end;
    }
    buf_add(&text, at);
    if (done && make->paper->n == PARTS_MAX)
        done = fault(part, NULL, _("the text has too many paragraphs"), err);
    if (done)
        make->paper->parts[make->paper->n++] =
            (PaperPart){part->style, arena_dup(make->arena, text.data)};
    buf_free(&text);
    return done;
}

static bool is_true(SqlValue value)
{
    return value.type == SQL_INT && value.number != 0;
}

static bool make_part(Make *make, const Ini *ini, const char *section, Err *err)
{
    Part part;
    GuardQuery *query = NULL;
    bool done = read_part(ini, section, &part, err) && prepare(make, &part, &query, err);
    size_t rows = done && part.rows ? case_rows(make->file, part.rows->id) : 1;
    for (size_t row = 0; done && row < rows; row++) {
        bool there = false;
        guard_reset(query);
        guard_bind(query, 1, sql_value_int(1));
        if (part.rows)
            guard_bind(query, 2, sql_value_int((int64_t)row + 1));
        done = guard_step(query, &there, err);
        if (done && there && (is_true(guard_value(query, 0)) || make->try_all))
            done = add_part(make, &part, query, err);
    }
    guard_finish(query);
    return done;
}

/* ---- a whole text ---- */

static bool has_head(const Ini *ini)
{
    return ini_get(ini, "paper", "name") != NULL;
}

/* The paragraphs NAME.* of the files that are no texts of their own. */
static bool make_block(Make *make, const Ini *from, const char *section, const char *name,
                       Err *err)
{
    const Knowledge *knowledge = facts_knowledge(make->facts);
    const Part user = {.ini = from, .section = section};
    size_t len = strlen(name), found = 0;
    for (size_t i = 0; i < knowledge_files(knowledge, make->options->kind); i++) {
        const Ini *ini = knowledge_file(knowledge, make->options->kind, i);
        for (size_t s = 0; !has_head(ini) && s < ini_sections(ini); s++) {
            const char *own = ini_section(ini, s);
            if (strncmp(own, name, len) != 0 || own[len] != '.')
                continue;
            found++;
            if (!make_part(make, ini, own, err))
                return false;
        }
    }
    return found || fault(&user, "use", _("there are no paragraphs of this name"), err);
}

/* Whether the case needs this text. */
static bool wanted(Make *make, const Ini *ini, bool *out, Err *err)
{
    Part part = {
        .ini = ini, .section = "paper", .when = ini_get(ini, "paper", "when"), .text = ""};
    GuardQuery *query = NULL;
    bool there = false;
    *out = true;
    if (!part.when)
        return true;
    bool done = prepare(make, &part, &query, err);
    if (done)
        guard_bind(query, 1, sql_value_int(1));
    done = done && guard_step(query, &there, err);
    *out = done && ((there && is_true(guard_value(query, 0))) || make->try_all);
    guard_finish(query);
    return done;
}

static bool good_name(const char *name)
{
    size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-");
    return len > 0 && len <= 40 && !name[len];
}

static bool make_paper(Make *make, const Ini *ini, Err *err)
{
    const Part head = {.ini = ini, .section = "paper"};
    Paper *paper = make->paper;
    *paper = (Paper){.name = ini_get(ini, "paper", "name"),
                     .title = ini_get(ini, "paper", "title"),
                     .sheet = ini_get(ini, "paper", "sheet")};
    if (!ini_only(ini, "paper", head_keys, err))
        return false;
    if (!good_name(paper->name))
        return fault(&head, "name", _("a name has small letters, digits and - only"), err);
    if (!paper->title || !paper->sheet)
        return fault(&head, "title", _("this key is missing or empty"), err);
    paper->parts = arena_alloc(make->arena, PARTS_MAX * sizeof(*paper->parts));
    for (size_t s = 0; s < ini_sections(ini); s++) {
        const char *section = ini_section(ini, s);
        if (strcmp(section, "paper") == 0)
            continue;
        const char *block = ini_get(ini, section, "use");
        if (block ? !make_block(make, ini, section, block, err)
                  : !make_part(make, ini, section, err))
            return false;
    }
    return true;
}

bool papers_make(Facts *facts, const CaseFile *file, const PaperOptions *options, Arena *arena,
                 Paper **out, size_t *n, Err *err)
{
    const Knowledge *knowledge = facts_knowledge(facts);
    Make make = {.facts = facts, .file = file, .options = options, .arena = arena};
    size_t files = knowledge_files(knowledge, options->kind);
    *n = 0;
    *out = arena_alloc(arena, (files + 1) * sizeof(**out));
    for (size_t i = 0; i < files; i++) {
        const Ini *ini = knowledge_file(knowledge, options->kind, i);
        bool needed = false;
        make.paper = &(*out)[*n];
        if (has_head(ini) && !wanted(&make, ini, &needed, err))
            return false;
        if (needed && !make_paper(&make, ini, err))
            return false;
        *n += needed;
    }
    return true;
}

/* ---- the lint ---- */

/* Words of the program that a text may ask for; the app gives their values. */
static const PaperWord lint_words[] = {{"organisation", "-"}, {"station", "-"}, {"worker", "-"},
                                       {"today", "-"},        {"no", "-"},      {NULL, NULL}};

static void check_kind(Facts *facts, const CaseFile *empty, const char *kind, Lint *lint)
{
    const PaperOptions options = {kind, "-", lint_words};
    const Knowledge *knowledge = facts_knowledge(facts);
    for (size_t i = 0; i < knowledge_files(knowledge, kind); i++) {
        const Ini *ini = knowledge_file(knowledge, kind, i);
        Arena *arena = arena_new();
        Paper paper;
        Err err = {0};
        bool needed;
        Make make = {facts, empty, &options, arena, &paper, true};
        if (has_head(ini) &&
            (!wanted(&make, ini, &needed, &err) || !make_paper(&make, ini, &err)))
            lint_fault(lint, ini_name(ini), "%s", err.text);
        arena_free(arena);
    }
}

void papers_check(const Knowledge *knowledge, Lint *lint)
{
    static const char *const kinds[] = {"papers", "statement"};
    Facts *facts = NULL;
    Err err = {0};
    CaseFile *empty = case_new();
    const CaseFile *files[] = {empty};
    if (!facts_open(knowledge, day_today(), &facts, &err) ||
        !facts_stage(facts, files, 1, &err)) {
        /* The facts themselves are at fault, which their own lint has said. */
        facts_close(facts);
        case_free(empty);
        return;
    }
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        check_kind(facts, empty, kinds[i], lint);
    facts_close(facts);
    case_free(empty);
}
