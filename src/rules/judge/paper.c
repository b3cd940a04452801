/* Fills in the paragraphs of a text. */
#include "config.h"

#include "rules/judge/paper.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/text/text.h"
#include "rules/language/placeholder.h"

/* whole: the most columns of a value that is not broken over two lines. */
enum { PARTS_MAX = 400, PLACES_MAX = 32, WHOLE_COLS = 24 };

static const char *const style_words[PAPER_STYLES] = {
    [PAPER_TEXT] = "text", [PAPER_TITLE] = "title", [PAPER_HEAD] = "head",
    [PAPER_ITEM] = "item", [PAPER_ROW] = "row",     [PAPER_SIGN] = "sign",
    [PAPER_TO] = "to",     [PAPER_BOX] = "box",     [PAPER_CODE] = "code",
    [PAPER_FOOT] = "foot", [PAPER_PAGE] = "page",
};

static const char *const head_keys[] = {"name", "title",     "sheet", "language", "when",
                                        "rows", "authority", "grade", "edition",  NULL};
static const char *const part_keys[] = {"style", "when", "rows", "text", "use", NULL};

typedef struct Make {
    Facts *facts;
    const CaseFile *file;
    const PaperOptions *options;
    Arena *arena;
    Paper *paper;
    const char *lang;      /* of the text that is made */
    const RecordDef *each; /* the list of which each row has a text of its own, and which row */
    size_t row;
    bool try_all; /* conditions are tried, not followed */
} Make;

typedef struct Part {
    const Ini *ini;
    const char *section;
    const char *when, *text;
    PaperStyle style;
    const RecordDef *rows; /* NULL: not for rows */
    Placeholder places[PLACES_MAX];
    size_t n;
} Part;

static bool fault(const Part *part, const char *key, const char *what, Err *err)
{
    Buf where = BUF_INIT;
    ini_place(part->ini, part->section, key, &where);
    err_set(err, ERR_INPUT, _("%s: %s"), where.data, what);
    buf_free(&where);
    return false;
}

/* ---- reading a paragraph ---- */

static bool find_places(Make *make, Part *part, Err *err)
{
    Placeholder one;
    for (const char *at = part->text; placeholder_next(at, make->arena, &one); at = one.end) {
        if (part->n == PLACES_MAX)
            return fault(part, "text", _("there are too many places in one paragraph"), err);
        part->places[part->n++] = one;
    }
    return !one.open || fault(part, "text", _("a brace is not closed"), err);
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

static bool read_part(Make *make, const Ini *ini, const char *section, Part *part, Err *err)
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
           read_rows(part, ini_get(ini, section, "rows"), err) && find_places(make, part, err);
}

/* ---- filling in ---- */

/* Condition and places as the columns of one statement. */
static bool add_expression(const Part *part, const char *key, const char *sql, Buf *columns,
                           Err *err)
{
    Buf where = BUF_INIT;
    ini_place(part->ini, part->section, key, &where);
    bool done = guard_expression(sql, where.data, err);
    buf_addf(columns, "%s(%s)", columns->len ? ", " : "", sql);
    buf_free(&where);
    return done;
}

static bool prepare(Make *make, const Part *part, GuardQuery **query, Err *err)
{
    Buf columns = BUF_INIT, sql = BUF_INIT, where = BUF_INIT;
    const char *when = part->when ? part->when : "1";
    bool done = add_expression(part, "when", when, &columns, err);
    for (size_t i = 0; done && i < part->n; i++) {
        if (!part->places[i].word)
            done = add_expression(part, "text", part->places[i].value, &columns, err);
    }
    facts_select(&sql, part->rows ? part->rows : make->each, columns.data);
    ini_place(part->ini, part->section, "text", &where);
    done = done && guard_prepare(facts_guard(make->facts), sql.data, where.data, query, err);
    buf_free(&columns);
    buf_free(&sql);
    buf_free(&where);
    return done;
}

static const char *word_of(const Make *make, const char *name)
{
    if (strcmp(name, "title") == 0)
        return make->paper->title;
    if (strcmp(name, "edition") == 0)
        return make->paper->edition;
    /* Whoever sets the pages fills these in. */
    if (strcmp(name, "page") == 0)
        return "{page}";
    if (strcmp(name, "pages") == 0)
        return "{pages}";
    for (const PaperWord *word = make->options->words; word && word->name; word++) {
        if (strcmp(word->name, name) == 0)
            return word->value ? word->value : "";
    }
    return NULL;
}

static bool add_value(const Make *make, const Part *part, const Placeholder *place,
                      SqlValue value, Buf *out, Err *err)
{
    const Codes *codes = knowledge_codes(facts_knowledge(make->facts));
    char number[24];
    const char *word = place->word ? word_of(make, place->value) : "";
    if (!word)
        return fault(part, "text", _("there is no word of this name"), err);
    if (!placeholder_is_style(place->style, codes))
        return fault(part, "text", _("there is no such style"), err);
    snprintf(number, sizeof(number), "%" PRId64, value.type == SQL_INT ? value.number : 0);
    if (place->word && word[0])
        placeholder_show(place->style, word, codes, make->lang, out);
    else if (value.type == SQL_INT || value.type == SQL_TEXT)
        placeholder_show(place->style, value.type == SQL_INT ? number : value.bytes, codes,
                         make->lang, out);
    else
        buf_add(out, make->options->blank);
    return true;
}

/* Of a value that was just filled in from there on; part of a sentence is none that stays
 * whole. */
static void note_whole(const Buf *text, size_t from, PaperSpan *spans, size_t *n)
{
    static const char *const sentence[] = {"\n", "，", "。", "；"};
    if (text->len == from || text_cols(text->data + from) > WHOLE_COLS)
        return;
    for (size_t i = 0; i < COUNT_OF(sentence); i++) {
        if (strstr(text->data + from, sentence[i]))
            return;
    }
    spans[(*n)++] = (PaperSpan){from, text->len};
}

/* spans: room for one a place. */
static bool fill_in(Make *make, const Part *part, const GuardQuery *query, Buf *text,
                    PaperSpan *spans, size_t *n, Err *err)
{
    const char *at = part->text;
    bool done = true;
    int column = 1;
    for (size_t i = 0; done && i < part->n; i++) {
        const Placeholder *place = &part->places[i];
        SqlValue value = sql_value_null();
        if (!place->word)
            value = guard_value(query, column++);
        buf_add_bytes(text, at, (size_t)(place->open - at));
        size_t from = text->len;
        done = add_value(make, part, place, value, text, err);
        note_whole(text, from, spans, n);
        at = place->end;
    }
    buf_add(text, at);
    return done;
}

static bool add_part(Make *make, const Part *part, const GuardQuery *query, Err *err)
{
    Buf text = BUF_INIT;
    size_t n = 0;
    PaperSpan *spans = arena_alloc(make->arena, (part->n + 1) * sizeof(*spans));
    bool done = fill_in(make, part, query, &text, spans, &n, err);
    if (done && make->paper->n == PARTS_MAX)
        done = fault(part, NULL, _("the text has too many paragraphs"), err);
    if (done)
        make->paper->parts[make->paper->n++] =
            (PaperPart){.style = part->style,
                        .text = arena_text(make->arena, text.data),
                        .whole = spans,
                        .n_whole = n};
    buf_free(&text);
    return done;
}

static bool is_true(SqlValue value)
{
    return value.type == SQL_INT && value.number != 0;
}

/* The case, and the row of the paragraph's list, else of the text's. */
static void bind(const Make *make, const Part *part, GuardQuery *query, size_t row)
{
    guard_bind(query, 1, sql_value_int(1));
    if (part->rows || make->each)
        guard_bind(query, 2, sql_value_int((int64_t)(part->rows ? row : make->row) + 1));
}

static bool make_part(Make *make, const Ini *ini, const char *section, Err *err)
{
    Part part;
    GuardQuery *query = NULL;
    bool done = read_part(make, ini, section, &part, err) && prepare(make, &part, &query, err);
    size_t rows = done && part.rows ? case_rows(make->file, part.rows->id) : 1;
    for (size_t row = 0; done && row < rows; row++) {
        bool there = false;
        guard_reset(query);
        bind(make, &part, query, row);
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

/* The next of names with commas or blanks between; false: there are no more. */
static bool next_name(const char **at, const char **name, size_t *len)
{
    static const char between[] = ", ";
    *name = *at + strspn(*at, between);
    *len = strcspn(*name, between);
    *at = *name + *len;
    return *len > 0;
}

static bool is_among(const char *names, const char *own)
{
    const char *name;
    size_t len;
    while (next_name(&names, &name, &len)) {
        if (strlen(own) == len && strncmp(own, name, len) == 0)
            return true;
    }
    return false;
}

/* Whether the case needs this text. */
static bool needed(Make *make, const Ini *ini, bool *out, Err *err)
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
        bind(make, &part, query, 0);
    done = done && guard_step(query, &there, err);
    *out = done && ((there && is_true(guard_value(query, 0))) || make->try_all);
    guard_finish(query);
    return done;
}

/* What the head says of its wording's edition. */
static bool read_edition(Make *make, const Ini *ini, Err *err)
{
    Part part = {.ini = ini, .section = "paper", .text = ini_get(ini, "paper", "edition")};
    PaperSpan spans[PLACES_MAX];
    GuardQuery *query = NULL;
    Buf text = BUF_INIT;
    size_t n = 0;
    bool there = false;
    make->paper->edition = "";
    if (!part.text)
        return true;
    bool done = find_places(make, &part, err) && prepare(make, &part, &query, err);
    if (done)
        bind(make, &part, query, 0);
    done = done && guard_step(query, &there, err) &&
           (!there || fill_in(make, &part, query, &text, spans, &n, err));
    if (done)
        make->paper->edition = arena_text(make->arena, text.data);
    guard_finish(query);
    buf_free(&text);
    return done;
}

static bool wanted(Make *make, const Ini *ini, bool *out, Err *err)
{
    const char *only = make->options->only, *name = ini_get(ini, "paper", "name");
    if (!only)
        return needed(make, ini, out, err);
    *out = is_among(only, name);
    return true;
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
    make->lang = ini_get(ini, "paper", "language");
    *paper = (Paper){.name = ini_get(ini, "paper", "name"),
                     .title = ini_get(ini, "paper", "title"),
                     .sheet = ini_get(ini, "paper", "sheet")};
    if (!ini_only(ini, "paper", head_keys, err))
        return false;
    if (!good_name(paper->name))
        return fault(&head, "name", _("a name has small letters, digits and - only"), err);
    if (!paper->title || !paper->sheet)
        return fault(&head, "title", _("this key is missing or empty"), err);
    if (make->each) {
        paper->name = arena_printf(make->arena, "%s-%zu", paper->name, make->row + 1);
        paper->sheet = arena_printf(make->arena, "%s%zu", paper->sheet, make->row + 1);
    }
    if (!read_edition(make, ini, err))
        return false;
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

/* The list that the head names, if it names one. */
static bool read_each(Make *make, const Ini *ini, Err *err)
{
    Part head = {.ini = ini, .section = "paper"};
    bool done = read_rows(&head, ini_get(ini, "paper", "rows"), err);
    make->each = head.rows;
    make->row = 0;
    return done;
}

/* One text of the file for the case, or for each row of its list. */
static bool make_file(Make *make, const Ini *ini, Paper *out, size_t *n, Err *err)
{
    if (!has_head(ini))
        return true;
    if (!read_each(make, ini, err))
        return false;
    size_t rows = make->each ? case_rows(make->file, make->each->id) : 1;
    for (; make->row < rows; make->row++) {
        bool makes = false;
        make->paper = &out[*n];
        if (!wanted(make, ini, &makes, err) || (makes && !make_paper(make, ini, err)))
            return false;
        *n += makes;
    }
    return true;
}

/* The most texts there can be. */
static size_t most_papers(const CaseFile *file, size_t files)
{
    size_t rows = 0;
    for (int record = 0; record < REC_COUNT; record++) {
        size_t own = case_rows(file, (RecordId)record);
        rows = own > rows ? own : rows;
    }
    return files * (rows + 1) + 1;
}

bool papers_list(Facts *facts, const CaseFile *file, const char *kind, Arena *arena,
                 PaperChoice **out, size_t *n, Err *err)
{
    const Knowledge *knowledge = facts_knowledge(facts);
    const PaperOptions options = {.kind = kind};
    Make make = {.facts = facts, .file = file, .options = &options, .arena = arena};
    size_t files = knowledge_files(knowledge, kind);
    *n = 0;
    *out = arena_alloc(arena, (files + 1) * sizeof(**out));
    for (size_t i = 0; i < files; i++) {
        const Ini *ini = knowledge_file(knowledge, kind, i);
        PaperChoice *one = &(*out)[*n];
        if (!has_head(ini))
            continue;
        if (!read_each(&make, ini, err))
            return false;
        size_t rows = make.each ? case_rows(file, make.each->id) : 1;
        for (; make.row < rows && !one->needed; make.row++) {
            if (!needed(&make, ini, &one->needed, err))
                return false;
        }
        one->name = ini_get(ini, "paper", "name");
        one->title = ini_get(ini, "paper", "title");
        ++*n;
    }
    return true;
}

/* Appends what there is to *known and tells whether own is among it. */
static bool is_known(const Make *make, const char *own, Buf *known)
{
    const Knowledge *knowledge = facts_knowledge(make->facts);
    bool found = false;
    for (size_t i = 0; i < knowledge_files(knowledge, make->options->kind); i++) {
        const Ini *ini = knowledge_file(knowledge, make->options->kind, i);
        const char *name = has_head(ini) ? ini_get(ini, "paper", "name") : NULL;
        if (!name)
            continue;
        found = found || strcmp(name, own) == 0;
        buf_addf(known, "%s%s", known->len ? _(", ") : "", name);
    }
    return found;
}

/* Each name that is asked for is one of a text. */
static bool check_only(const Make *make, Err *err)
{
    const char *at = make->options->only, *name;
    size_t len;
    bool good = true;
    while (at && good && next_name(&at, &name, &len)) {
        Buf known = BUF_INIT;
        const char *own = arena_dup_n(make->arena, name, len);
        good = is_known(make, own, &known) ||
               err_set(err, ERR_INPUT, _("There is no paper %s; there are: %s"), own,
                       known.len ? known.data : "-");
        buf_free(&known);
    }
    return good;
}

bool papers_make(Facts *facts, const CaseFile *file, const PaperOptions *options, Arena *arena,
                 Paper **out, size_t *n, Err *err)
{
    const Knowledge *knowledge = facts_knowledge(facts);
    Make make = {.facts = facts, .file = file, .options = options, .arena = arena};
    size_t files = knowledge_files(knowledge, options->kind);
    *n = 0;
    if (!check_only(&make, err))
        return false;
    *out = arena_alloc(arena, most_papers(file, files) * sizeof(**out));
    for (size_t i = 0; i < files; i++) {
        if (!make_file(&make, knowledge_file(knowledge, options->kind, i), *out, n, err))
            return false;
    }
    return true;
}

bool paper_try(Facts *facts, const CaseFile *file, const PaperOptions *options, const Ini *ini,
               Arena *arena, Err *err)
{
    Paper paper;
    bool needed;
    Make make = {.facts = facts,
                 .file = file,
                 .options = options,
                 .arena = arena,
                 .paper = &paper,
                 .try_all = true};
    return !has_head(ini) || (read_each(&make, ini, err) && wanted(&make, ini, &needed, err) &&
                              make_paper(&make, ini, err));
}
