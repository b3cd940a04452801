/* Cases that are not erased along with one, though somebody of it is in them: found as rules
 * find them, by a number of identity or by the name of the patient with the year of birth. */
#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "app/erase.h"
#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "rules/staging/alike.h"
#include "store/journal.h"
#include "store/sql.h"

enum { OTHERS_MAX = 20, YEAR = 4 };

typedef struct Others {
    Session *session;
    const CaseFile *file;
    Arena *arena;
    int64_t ids[OTHERS_MAX];
    size_t n;
    Buf numbers;
} Others;

static bool is_known(const Others *others, int64_t id)
{
    for (size_t i = 0; i < others->n; i++) {
        if (others->ids[i] == id)
            return true;
    }
    return others->n == OTHERS_MAX;
}

/* Who has the same name and another number is somebody else. */
static bool is_other_person(const Others *others, const AlikeCase *found)
{
    const char *own = case_get(others->file, F_PATIENT_id_number, 0);
    return own && found->id_number && strcmp(own, found->id_number) != 0;
}

static bool look(Others *others, FieldId at, const char *value, const char *year, Err *err)
{
    AlikeCase found[OTHERS_MAX];
    size_t n = 0;
    if (!alike_find(session_store(others->session), at, value, year,
                    case_head_of(others->file)->id, OTHERS_MAX, others->arena, found, &n, err))
        return false;
    for (size_t i = 0; i < n; i++) {
        if (is_known(others, found[i].case_id) || !found[i].no ||
            (year && is_other_person(others, &found[i])))
            continue;
        others->ids[others->n++] = found[i].case_id;
        buf_addf(&others->numbers, "%s%s", others->numbers.len ? " " : "", found[i].no);
    }
    return true;
}

/* The number of somebody of the case, in whatever place another one has it. */
static bool look_for_id(Others *others, const char *value, Err *err)
{
    FieldId at;
    AlikeKind kind;
    bool done = true;
    for (size_t i = 0; done && alike_field(i, &at, &kind); i++) {
        if (kind == ALIKE_ID)
            done = look(others, at, value, NULL, err);
    }
    return done;
}

static bool look_for_name(Others *others, Err *err)
{
    const char *name = case_get(others->file, F_PATIENT_name, 0);
    const char *born = case_get(others->file, F_PATIENT_born_on, 0);
    return !name || !born || strlen(born) < YEAR ||
           look(others, F_PATIENT_name, name, arena_dup_n(others->arena, born, YEAR), err);
}

const char *app_erase_others_words(const char *numbers, Arena *arena)
{
    return !*numbers
               ? NULL
               : arena_printf(arena,
                              /* TRANSLATORS: numbers of cases with blanks between. */
                              _("Somebody of this case is in others too, which are not erased "
                                "with it: %s"),
                              numbers);
}

bool app_erase_others(Session *session, const CaseFile *file, Arena *arena,
                      const char **numbers, Err *err)
{
    static const FieldId people[] = {F_PATIENT_id_number, F_INITIATOR_id_number,
                                     F_GUARDIAN_id_number, F_PAYEE_id_number};
    Others others = {.session = session, .file = file, .arena = arena, .numbers = BUF_INIT};
    bool done = true;
    for (size_t i = 0; done && i < COUNT_OF(people); i++) {
        const char *value = case_get(file, people[i], 0);
        if (value && alike_matters(file, people[i]))
            done = look_for_id(&others, value, err);
    }
    done = done && look_for_name(&others, err);
    *numbers = arena_dup(arena, others.numbers.data ? others.numbers.data : "");
    buf_free(&others.numbers);
    return done;
}

/* ---- other stations ---- */

/* By whom the pen was held: that stays of an erased case. */
typedef struct Had {
    Session *session;
    Arena *arena;
    struct {
        const char *code;
        bool had; /* else it was sent there, and nobody knows whether it arrived */
    } at[OTHERS_MAX];
    size_t n;
    bool done;
    Err *err;
} Had;

static void hear_holder(Had *had, const char *code, bool is)
{
    size_t i = 0;
    while (i < had->n && strcmp(had->at[i].code, code) != 0)
        i++;
    if (i == OTHERS_MAX)
        return;
    if (i == had->n) {
        had->at[had->n].had = false;
        had->at[had->n++].code = arena_dup(had->arena, code);
    }
    had->at[i].had = had->at[i].had || is;
}

static bool hear_side(Had *had, int64_t group, const char *code, bool gets)
{
    ErasedSent sent;
    if (!code || strcmp(code, session_station(had->session)) == 0)
        return true;
    had->done = erase_sent(had->session, group, code, &sent, had->err);
    if (had->done)
        hear_holder(had, code,
                    gets ? !sent.ours || !sent.number || sent.acknowledged : sent.theirs);
    return had->done;
}

static bool hear_pen(void *ctx, const JournalRow *row)
{
    bool pen = row->table && row->column && strcmp(row->table, "pen") == 0 &&
               strcmp(row->column, "holder") == 0;
    return !pen || (hear_side(ctx, row->group, row->before, false) &&
                    hear_side(ctx, row->group, row->after, true));
}

static bool add_station(Had *had, size_t at, Buf *out, Err *err)
{
    const char *code = had->at[at].code;
    char *name = NULL;
    if (!sql_get_text(session_store(had->session), err, &name,
                      "SELECT max(name) FROM station WHERE code = ?", "t", code))
        return false;
    buf_add(out, out->len ? _(", ") : "");
    if (name && *name)
        /* TRANSLATORS: the name of a station, its code. */
        buf_addf(out, _("%s (%s)"), name, code);
    else
        buf_add(out, code);
    if (!had->at[at].had)
        /* TRANSLATORS: behind the name of a station, to which a case was sent. */
        buf_add(out, _(" [sent, not acknowledged]"));
    free(name);
    return true;
}

bool app_erase_stations(Session *session, int64_t case_id, Arena *arena, const char **names,
                        Err *err)
{
    Had had = {.session = session, .arena = arena, .done = true, .err = err};
    Buf out = BUF_INIT;
    bool done =
        journal_read(session_store(session), case_id, 0, hear_pen, &had, err) && had.done;
    for (size_t i = 0; done && i < had.n; i++)
        done = add_station(&had, i, &out, err);
    *names = arena_dup(arena, out.data ? out.data : "");
    buf_free(&out);
    return done;
}

const char *app_erase_stations_words(const char *names, Arena *arena)
{
    return !*names ? NULL
                   : arena_printf(arena,
                                  /* TRANSLATORS: names of stations. */
                                  _("The case went to other stations, which keep what they "
                                    "have; each of them erases its own, ask them: %s"),
                                  names);
}
