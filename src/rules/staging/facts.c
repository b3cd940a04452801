/* Computes the facts level by level, and the checklist among them. */
#include "config.h"

#include "rules/staging/facts.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"
#include "rules/language/spread.h"
#include "rules/language/tables.h"
#include "rules/staging/staging.h"

/* So many facts are evaluated by one statement: fewer would repeat the tables more often, more
 * would be evaluated again for the sake of one. */
enum { PART_FACTS = 48 };

/* Evaluates facts of one level for one case. Of the case that is staged again it is left alone
 * while nothing that it reads has changed. */
typedef struct Part {
    GuardQuery *query;
    size_t first, n; /* of the set's facts */
    Slots slots;     /* what they read */
    bool unknown;    /* they read what Changes does not follow */
    uint64_t seen;   /* the staging at which it was run for the first case; 0: never */
} Part;

/* The facts of a level go to the table fact together: its row is long, and written whole. */
typedef struct Level {
    char *update;
    size_t first, n; /* of the set's facts */
} Level;

/* A fact as it was computed last, to see whether it changes. */
typedef struct KeptFact {
    SqlType type;
    int64_t number;
    char *text; /* as long as it is needed; NULL: none yet */
    size_t len, room;
} KeptFact;

/* A row of the checklist as it was written last. */
typedef struct KeptDocument {
    int reason, row;
    const char *state; /* of states */
    bool moved;        /* it is not written yet */
} KeptDocument;

struct Facts {
    const Knowledge *knowledge;
    const FactSet *set;
    Staging *staging;
    Part *parts; /* in the order of their levels */
    size_t n_parts;
    Level *levels;
    GuardQuery *checklist;
    char *insert_checklist;
    KeptFact *kept;          /* of the case that was computed last, by fact */
    KeptDocument *documents; /* of the first case, by code; NULL: there is no table of them */
    GuardQuery **values;     /* facts_get: one query a fact, made when first asked for */
    unsigned *classes;       /* of what each fact is made of; with LOOKED, once asked for */
    size_t cases;            /* that are staged */
    char number[24];
};

/* ---- the statements ---- */

void facts_select(Buf *sql, const RecordDef *row_of, const char *columns)
{
    staging_select(sql, row_of ? (int)row_of->id : TABLE_FACT, true, columns);
}

static bool name_faulty_fact(Facts *facts, const Part *part, Err *err)
{
    Err general = err ? *err : (Err){0};
    for (size_t i = part->first; i < part->first + part->n; i++) {
        const FactDef *fact = &facts->set->facts[i];
        if (!staging_try(facts->staging, TABLE_FACT, fact->ini, fact->name, "sql", fact->sql,
                         err))
            return false;
    }
    if (err)
        *err = general;
    return false;
}

static bool prepare_columns(Facts *facts, const Buf *columns, GuardQuery **query, Err *err)
{
    Buf sql = BUF_INIT;
    facts_select(&sql, NULL, columns->data);
    bool done = guard_prepare(staging_guard(facts->staging), sql.data, _("knowledge files"),
                              query, err);
    buf_free(&sql);
    return done;
}

/* Adds an expression to a list of columns. It was checked to be one that cannot leave its
 * brackets. */
static bool add_column(Buf *columns, const Ini *ini, const char *section, const char *key,
                       const char *sql, Err *err)
{
    Buf where = BUF_INIT;
    ini_place(ini, section, key, &where);
    bool done = guard_expression(sql, where.data, err);
    buf_add(columns, columns->len ? ", (" : "(");
    spread_lists(sql, columns);
    buf_add_char(columns, ')');
    buf_free(&where);
    return done;
}

typedef struct Reads {
    const Changes *changes;
    Part *part;
} Reads;

static void note_read(void *ctx, const char *table, const char *column)
{
    Reads *reads = ctx;
    size_t slot = changes_slot(reads->changes, table, column);
    if (slot < changes_slots(reads->changes))
        slots_add(&reads->part->slots, slot);
    else
        reads->part->unknown = true;
}

static bool prepare_query(Facts *facts, Part *part, const Buf *columns, Err *err)
{
    const Changes *changes = staging_changes(facts->staging);
    Reads reads = {changes, part};
    guard_on_read(facts_guard(facts), note_read, &reads);
    bool done = prepare_columns(facts, columns, &part->query, err);
    guard_on_read(facts_guard(facts), NULL, NULL);
    return done || name_faulty_fact(facts, part, err);
}

static bool prepare_part(Facts *facts, Part *part, Err *err)
{
    Buf columns = BUF_INIT;
    bool done = true;
    for (size_t i = 0; done && i < part->n; i++) {
        const FactDef *fact = &facts->set->facts[part->first + i];
        done = add_column(&columns, fact->ini, fact->name, "sql", fact->sql, err);
    }
    done = done && prepare_query(facts, part, &columns, err);
    buf_free(&columns);
    return done;
}

/* The level of the facts of a part. */
static int part_level(const Facts *facts, const Part *part)
{
    return facts->set->facts[part->first].level;
}

static void write_update(const Facts *facts, Level *level)
{
    Buf update = BUF_INIT;
    buf_add(&update, "UPDATE fact SET ");
    for (size_t i = 0; i < level->n; i++)
        buf_addf(&update, "%s[%s] = ?%zu", i ? "," : "",
                 facts->set->facts[level->first + i].name, i + 1);
    buf_addf(&update, " WHERE case_id = ?%zu", level->n + 1);
    level->update = buf_take(&update);
}

static void prepare_levels(Facts *facts)
{
    size_t next = 0;
    facts->levels = xcalloc((size_t)facts->set->levels + 1, sizeof(Level));
    for (int id = 0; id < facts->set->levels; id++) {
        Level *level = &facts->levels[id];
        level->first = next;
        while (next < facts->set->n && facts->set->facts[next].level == id)
            next++;
        level->n = next - level->first;
        if (level->n)
            write_update(facts, level);
    }
}

static bool prepare_parts(Facts *facts, Err *err)
{
    facts->parts = xcalloc(facts->set->n + 1, sizeof(Part));
    for (size_t i = 0; i < facts->set->n; i++) {
        Part *last = facts->n_parts ? &facts->parts[facts->n_parts - 1] : NULL;
        if (!last || last->n == PART_FACTS ||
            part_level(facts, last) != facts->set->facts[i].level) {
            last = &facts->parts[facts->n_parts++];
            last->first = i;
        }
        last->n++;
    }
    for (size_t i = 0; i < facts->n_parts; i++) {
        if (!prepare_part(facts, &facts->parts[i], err))
            return false;
    }
    return true;
}

static bool name_faulty_rule(Facts *facts, Err *err)
{
    Err general = err ? *err : (Err){0};
    for (size_t i = 0; i < facts->set->n_rules; i++) {
        const DocumentRule *rule = &facts->set->rules[i];
        if (!staging_try(facts->staging, TABLE_FACT, rule->ini, rule->section, "required",
                         rule->sql, err))
            return false;
    }
    if (err)
        *err = general;
    return false;
}

static bool prepare_checklist(Facts *facts, Err *err)
{
    const FactSet *set = facts->set;
    Buf columns = BUF_INIT;
    bool done = true;
    for (size_t i = 0; done && i < set->n_rules; i++) {
        const DocumentRule *rule = &set->rules[i];
        done = add_column(&columns, rule->ini, rule->section, "required", rule->sql, err);
    }
    if (done && set->n_rules)
        done = prepare_columns(facts, &columns, &facts->checklist, err) ||
               name_faulty_rule(facts, err);
    buf_free(&columns);
    return done;
}

bool facts_open(const Knowledge *knowledge, Day on, Facts **out, Err *err)
{
    Facts *facts = xcalloc(1, sizeof(*facts));
    Buf insert = BUF_INIT;
    *out = NULL;
    facts->knowledge = knowledge;
    facts->set = knowledge_facts(knowledge);
    facts->values = xcalloc(facts->set->n + 1, sizeof(GuardQuery *));
    facts->kept = xcalloc(facts->set->n + 1, sizeof(KeptFact));
    facts->classes = xcalloc(facts->set->n + 1, sizeof(unsigned));
    table_insert(TABLE_CHECKLIST, &insert);
    facts->insert_checklist = buf_take(&insert);
    prepare_levels(facts);
    if (!staging_open(knowledge, on, &facts->staging, err) || !prepare_parts(facts, err) ||
        !prepare_checklist(facts, err)) {
        facts_close(facts);
        return false;
    }
    *out = facts;
    return true;
}

void facts_close(Facts *facts)
{
    if (!facts)
        return;
    for (size_t i = 0; i < facts->set->n; i++)
        guard_finish(facts->values[i]);
    for (size_t i = 0; i < facts->set->n; i++)
        free(facts->kept[i].text);
    for (size_t i = 0; i < facts->n_parts; i++) {
        guard_finish(facts->parts[i].query);
        slots_free(&facts->parts[i].slots);
    }
    for (int id = 0; id < facts->set->levels; id++)
        free(facts->levels[id].update);
    free(facts->levels);
    guard_finish(facts->checklist);
    staging_close(facts->staging);
    free(facts->insert_checklist);
    free(facts->parts);
    free(facts->kept);
    free(facts->documents);
    free(facts->values);
    free(facts->classes);
    free(facts);
}

bool facts_use_store(Facts *facts, Store *store, bool practice, Err *err)
{
    return staging_use_store(facts->staging, store, practice, err);
}

/* ---- computing ---- */

/* Steps the query to its one row for the case. */
static bool one_row(GuardQuery *query, int64_t case_id, Err *err)
{
    bool row = false;
    guard_reset(query);
    guard_bind(query, 1, sql_value_int(case_id));
    if (!guard_step(query, &row, err))
        return false;
    return row || err_set(err, ERR_STORE, _("the facts of a case cannot be computed"));
}

static bool fact_stands(const KeptFact *kept, const SqlValue *value)
{
    if (kept->type != value->type)
        return false;
    if (value->type == SQL_INT)
        return kept->number == value->number;
    return value->type == SQL_NULL ||
           (kept->len == value->len && memcmp(kept->text, value->bytes, value->len) == 0);
}

static void keep_fact(KeptFact *kept, const SqlValue *value)
{
    kept->type = value->type;
    kept->number = value->type == SQL_INT ? value->number : 0;
    if (value->type == SQL_INT || value->type == SQL_NULL)
        return;
    if (value->len >= kept->room)
        kept->text = xreallocarray(kept->text, kept->room = 2 * value->len + 16, 1);
    memcpy(kept->text, value->bytes, kept->len = value->len);
}

/* Sets moved where a fact is not what it was. */
static void keep_part(Facts *facts, const Part *part, bool *moved)
{
    for (size_t i = 0; i < part->n; i++) {
        KeptFact *kept = &facts->kept[part->first + i];
        SqlValue value = guard_value(part->query, (int)i);
        if (fact_stands(kept, &value))
            continue;
        *moved = true;
        keep_fact(kept, &value);
        changes_note(staging_changes(facts->staging), TABLE_FACT, part->first + i);
    }
}

/* Everything that the part would compute stands in the table already. */
static bool part_stands(const Facts *facts, const Part *part)
{
    const Changes *changes = staging_changes(facts->staging);
    return !part->unknown && changes_known(changes, part->seen) &&
           !changes_any_after(changes, &part->slots, part->seen);
}

static bool run_part(Facts *facts, Part *part, int64_t case_id, bool *moved, Err *err)
{
    if (case_id == 1 && part_stands(facts, part))
        return true;
    if (!one_row(part->query, case_id, err))
        return name_faulty_fact(facts, part, err);
    keep_part(facts, part, moved);
    guard_reset(part->query);
    if (case_id == 1)
        part->seen = changes_now(staging_changes(facts->staging));
    return true;
}

static SqlValue kept_value(const KeptFact *kept)
{
    return (SqlValue){.type = kept->type,
                      .number = kept->number,
                      .bytes =
                          kept->type == SQL_TEXT || kept->type == SQL_BLOB ? kept->text : NULL,
                      .len = kept->len};
}

static bool write_level(Facts *facts, const Level *level, int64_t case_id, Err *err)
{
    SqlValue *values = xcalloc(level->n + 1, sizeof(SqlValue));
    for (size_t i = 0; i < level->n; i++)
        values[i] = kept_value(&facts->kept[level->first + i]);
    values[level->n] = sql_value_int(case_id);
    bool done = !level->n || guard_fill(staging_guard(facts->staging), level->update, values,
                                        level->n + 1, err);
    free(values);
    return done;
}

static bool is_true(SqlValue value)
{
    return value.type == SQL_INT && value.number != 0;
}

/* From least to most done. A row without a state was only announced. */
static const char *const states[] = {"missing", "received", "waived", "verified"};

static int rank(const char *state)
{
    for (int i = 0; state && i < (int)COUNT_OF(states); i++) {
        if (strcmp(states[i], state) == 0)
            return i;
    }
    return 0;
}

/* The best state among the document rows of this code: -1 and "missing" when there is none.
 * What came later counts before what was approved, and the last of it before the others. */
static const char *document_state(const CaseFile *file, const char *code, int *row)
{
    int best = 0;
    bool later = false;
    *row = -1;
    for (size_t i = 0; i < case_rows(file, REC_DOCUMENT); i++) {
        if (!case_is(file, F_DOCUMENT_code, i, code))
            continue;
        int this = rank(case_get(file, F_DOCUMENT_state, i));
        bool came = this > 0 && case_row_later(file, REC_DOCUMENT, i);
        if (later && !came)
            continue;
        if (*row < 0 || this > best || (came && (!later || this == best))) {
            best = this;
            *row = (int)i;
        }
        later = later || came;
    }
    return states[best];
}

static bool add_checklist_row(Facts *facts, int64_t case_id, const char *code,
                              const KeptDocument *of, Err *err)
{
    bool asked = of->reason >= 0, open = asked && strcmp(of->state, "missing") == 0;
    SqlValue values[] = {
        sql_value_int(case_id),    sql_value_text(code),
        sql_value_int(asked),      asked ? sql_value_int(of->reason) : sql_value_null(),
        sql_value_text(of->state), of->row >= 0 ? sql_value_int(of->row + 1) : sql_value_null(),
        sql_value_int(open),
    };
    return guard_fill(staging_guard(facts->staging), facts->insert_checklist, values,
                      COUNT_OF(values), err);
}

/* The first rule of the document that holds, -1: none does. */
static int find_reason(const Facts *facts, const char *code)
{
    for (size_t r = 0; r < facts->set->n_rules; r++) {
        if (strcmp(facts->set->rules[r].code, code) == 0 &&
            is_true(guard_value(facts->checklist, (int)r)))
            return (int)r;
    }
    return -1;
}

/* Brings what is kept of the documents to what follows for this case. False: that stood. */
static bool find_documents(Facts *facts, const CodeTable *codes, const CaseFile *file)
{
    bool any = false;
    for (size_t i = 0; i < code_count(codes); i++) {
        KeptDocument *kept = &facts->documents[i], now;
        const char *code = code_at(codes, i)->code;
        now.reason = find_reason(facts, code);
        now.state = document_state(file, code, &now.row);
        now.moved = staging_fresh(facts->staging) || now.reason != kept->reason ||
                    now.row != kept->row || now.state != kept->state;
        any = any || now.moved;
        *kept = now;
    }
    return any;
}

/* One row for each document of the code table: required by its first rule that holds. */
static bool run_checklist(Facts *facts, const CaseFile *file, int64_t case_id, Err *err)
{
    const CodeTable *codes = codes_table(knowledge_codes(facts->knowledge), "document");
    if (!codes || !facts->checklist)
        return true;
    if (!facts->documents)
        facts->documents = xcalloc(code_count(codes) + 1, sizeof(*facts->documents));
    if (!one_row(facts->checklist, case_id, err))
        return false;
    bool moved = find_documents(facts, codes, file);
    guard_reset(facts->checklist);
    if (moved)
        changes_note_table(staging_changes(facts->staging), TABLE_CHECKLIST);
    for (size_t i = 0; i < code_count(codes); i++) {
        if (facts->documents[i].moved &&
            !add_checklist_row(facts, case_id, code_at(codes, i)->code, &facts->documents[i],
                               err))
            return false;
    }
    return true;
}

static bool compute(Facts *facts, const CaseFile *file, int64_t case_id, Err *err)
{
    size_t next = 0;
    for (int level = 0; level < facts->set->levels; level++) {
        bool moved = staging_fresh(facts->staging);
        for (; next < facts->n_parts && part_level(facts, &facts->parts[next]) == level;
             next++) {
            if (!run_part(facts, &facts->parts[next], case_id, &moved, err))
                return false;
        }
        if (moved && !write_level(facts, &facts->levels[level], case_id, err))
            return false;
        if (level == facts->set->checklist_level && !run_checklist(facts, file, case_id, err))
            return false;
    }
    return true;
}

bool facts_stage(Facts *facts, const CaseFile *const *files, size_t n, Err *err)
{
    Guard *guard = staging_guard(facts->staging);
    for (size_t i = 0; i < facts->set->n; i++) {
        if (facts->values[i])
            guard_reset(facts->values[i]);
    }
    facts->cases = 0;
    if (!guard_fill(guard, "BEGIN", NULL, 0, err))
        return false;
    bool done = staging_put(facts->staging, files, n, err);
    for (size_t i = 0; done && i < n; i++)
        done = compute(facts, files[i], (int64_t)i + 1, err);
    if (!guard_fill(guard, "COMMIT", NULL, 0, done ? err : NULL))
        done = false;
    if (!done)
        staging_drop(facts->staging);
    facts->cases = done ? n : 0;
    return done;
}

/* ---- asking ---- */

const Knowledge *facts_knowledge(const Facts *facts)
{
    return facts->knowledge;
}

Staging *facts_staging(Facts *facts)
{
    return facts->staging;
}

Day facts_day(const Facts *facts)
{
    return staging_day(facts->staging);
}

Guard *facts_guard(Facts *facts)
{
    return staging_guard(facts->staging);
}

size_t facts_count(const Knowledge *knowledge)
{
    return knowledge_facts(knowledge)->n;
}

const char *facts_name(const Knowledge *knowledge, size_t i)
{
    return knowledge_facts(knowledge)->facts[i].name;
}

const char *facts_meaning(const Knowledge *knowledge, size_t i, const char *lang)
{
    return factset_meaning(knowledge_facts(knowledge), facts_name(knowledge, i), lang);
}

static bool value_query(Facts *facts, const FactDef *fact, GuardQuery **query, Err *err)
{
    GuardQuery **slot = &facts->values[fact - facts->set->facts];
    if (!*slot) {
        Buf sql = BUF_INIT;
        buf_addf(&sql, "SELECT [%s] FROM fact WHERE case_id = ?1", fact->name);
        bool done =
            guard_prepare(staging_guard(facts->staging), sql.data, fact->name, slot, err);
        buf_free(&sql);
        if (!done)
            return false;
    }
    *query = *slot;
    return true;
}

const char *facts_get(Facts *facts, size_t i, const char *name, Err *err)
{
    const FactDef *fact = factset_find(facts->set, name);
    GuardQuery *query = NULL;
    if (!fact) {
        err_set(err, ERR_NOT_FOUND, _("there is no fact %s"), name);
        return NULL;
    }
    if (i >= facts->cases || !value_query(facts, fact, &query, err) ||
        !one_row(query, (int64_t)i + 1, err))
        return NULL;
    SqlValue value = guard_value(query, 0);
    if (value.type == SQL_TEXT)
        return value.bytes;
    if (value.type != SQL_INT)
        return NULL;
    snprintf(facts->number, sizeof(facts->number), "%" PRId64, value.number);
    return facts->number;
}

/* ---- what may be shown ---- */

enum { ALL_CLASSES = (1u << PRIV_NUMBER) | (1u << PRIV_PLACE) | (1u << PRIV_HEALTH) };
static const unsigned LOOKED = 1u << 31;

/* The columns that the expression of one fact reads. */
typedef struct Made {
    Facts *facts;
    unsigned classes;
    bool *reads; /* by fact */
} Made;

static void note_made(void *ctx, const char *table, const char *column)
{
    Made *made = ctx;
    const FactDef *fact = strcmp(table, table_name(TABLE_FACT)) == 0
                              ? factset_find(made->facts->set, column)
                              : NULL;
    const RecordDef *record = catalog_find_record(table);
    const FieldDef *field = record ? catalog_find_field(record->id, column) : NULL;
    if (fact)
        made->reads[fact - made->facts->set->facts] = true;
    else if (field && field->type != FT_REGION)
        made->classes |= 1u << field->privacy;
    else if (strcmp(table, table_name(TABLE_VALUE)) == 0)
        made->classes |= ALL_CLASSES;
}

/* Of an expression that cannot be asked nothing is known, so it counts as made of all. */
static unsigned classes_of(Facts *facts, size_t at)
{
    const FactSet *set = facts->set;
    Made made = {.facts = facts, .reads = xcalloc(set->n + 1, sizeof(bool))};
    Buf columns = BUF_INIT;
    GuardQuery *query = NULL;
    if (facts->classes[at] & LOOKED) {
        free(made.reads);
        return facts->classes[at];
    }
    buf_addf(&columns, "(%s)", set->facts[at].sql);
    guard_on_read(facts_guard(facts), note_made, &made);
    if (!prepare_columns(facts, &columns, &query, NULL))
        made.classes = ALL_CLASSES;
    guard_on_read(facts_guard(facts), NULL, NULL);
    guard_finish(query);
    /* A fact reads those of lower levels alone, so this ends. */
    for (size_t i = 0; i < set->n; i++) {
        if (made.reads[i] && set->facts[i].level < set->facts[at].level)
            made.classes |= classes_of(facts, i);
    }
    buf_free(&columns);
    free(made.reads);
    return facts->classes[at] = made.classes | LOOKED;
}

static bool tells_nobody(const Facts *facts, const char *value)
{
    enum { DIGITS = 3 };
    const CodeTable *words = codes_table(knowledge_codes(facts->knowledge), "fact_word");
    return (strlen(value) <= DIGITS && !value[strspn(value, "0123456789")]) ||
           (words && code_find(words, value));
}

bool facts_may_tell(Facts *facts, const char *name, const char *value, unsigned masked)
{
    const FactDef *fact = factset_find(facts->set, name);
    return !fact || !value || tells_nobody(facts, value) ||
           !(classes_of(facts, (size_t)(fact - facts->set->facts)) & masked & ALL_CLASSES);
}
