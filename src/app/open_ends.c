/* One table: what may be open, how it is told, and whether the case is held by it. Money that
 * nobody can account for holds: a case that was closed over it would never be asked again. */
#include "config.h"

#include "app/open_ends.h"

#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "app/judge.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/money.h"
#include "desk/life.h"

enum Sum { SUM_UNSPENT, SUM_HELD, SUM_OVERSPENT, SUM_OVERDRAWN, SUMS };
static const char *const sum_facts[] = {[SUM_UNSPENT] = "unspent_fen",
                                        [SUM_HELD] = "held_fen",
                                        [SUM_OVERSPENT] = "overspent_fen",
                                        [SUM_OVERDRAWN] = "overdrawn_fen"};

/* What the conditions are asked over. */
typedef struct Seen {
    const CaseFile *file;
    Life life;
    LifeFile sent;
    Fen sums[SUMS];
} Seen;

static bool is_stopped(const Seen *seen)
{
    return case_head_of(seen->file)->stop;
}

static bool is_amended(const Seen *seen)
{
    return case_head_of(seen->file)->amendment;
}

static bool is_written(const Seen *seen)
{
    return seen->life == LIFE_SENT && seen->sent == LIFE_FILE_WAITS;
}

static bool is_unanswered(const Seen *seen)
{
    return seen->life == LIFE_SENT && seen->sent == LIFE_FILE_WENT;
}

static bool is_elsewhere(const Seen *seen)
{
    return seen->life == LIFE_SENT && seen->sent == LIFE_FILE_ELSEWHERE;
}

static bool is_raising(const Seen *seen)
{
    return seen->life == LIFE_RAISING;
}

bool tranche_is_asked(const char *state)
{
    static const char *const asked[] = {"requested", "reviewed", "published"};
    for (size_t i = 0; state && i < COUNT_OF(asked); i++) {
        if (strcmp(state, asked[i]) == 0)
            return true;
    }
    return false;
}

static bool is_requested(const Seen *seen)
{
    for (size_t row = 0;
         seen->life != LIFE_PREPARED && row < case_rows(seen->file, REC_TRANCHE); row++) {
        if (tranche_is_asked(case_get(seen->file, F_TRANCHE_state, row)))
            return true;
    }
    return false;
}

static bool is_left(const Seen *seen)
{
    return seen->sums[SUM_UNSPENT] + seen->sums[SUM_HELD] > 0;
}

static bool is_unasked(const Seen *seen)
{
    return is_left(seen) && seen->life != LIFE_RAISING && seen->life != LIFE_ACCEPTED &&
           !case_get(seen->file, F_SURPLUS_asked_on, 0);
}

static bool is_undecided(const Seen *seen)
{
    return case_get(seen->file, F_SURPLUS_asked_on, 0) &&
           !case_get(seen->file, F_SURPLUS_decided_on, 0);
}

static bool is_undone(const Seen *seen)
{
    return case_get(seen->file, F_SURPLUS_decided_on, 0) &&
           !case_get(seen->file, F_SURPLUS_done_on, 0);
}

static bool is_complained(const Seen *seen)
{
    for (size_t row = 0; row < case_rows(seen->file, REC_COMPLAINT); row++) {
        if (case_get(seen->file, F_COMPLAINT_on, row) &&
            !case_get(seen->file, F_COMPLAINT_answered_on, row))
            return true;
    }
    return false;
}

/* open says whether it is there, or its sum, with the text of say_sum. */
static const struct End {
    bool (*open)(const Seen *seen);
    int sum;
    bool holds;
    const char *text;
} ends[] = {
    {is_stopped, SUMS, true,
     N_("it is stopped: nothing is sent and no payment requested before a supervisor decides")},
    {is_amended, SUMS, true,
     N_("an amendment is not approved: have it approved, or give it up")},
    {is_written, SUMS, false,
     N_("its file was not uploaded yet: upload it and say so of its batch, or enter what "
        "became "
        "of it")},
    {is_unanswered, SUMS, false,
     N_("it is sent and not answered: enter the platform's reply, or what became of it")},
    {is_elsewhere, SUMS, false,
     N_("another station exported it, and no answer came yet: ask there, or enter what became "
        "of it")},
    {is_raising, SUMS, false,
     N_("money is being raised: end that on the platform, then move the case on")},
    {is_requested, SUMS, false,
     N_("a payment is requested: enter whether it came, or take the request back")},
    {NULL, SUM_OVERDRAWN, true, NULL},
    {NULL, SUM_OVERSPENT, true, NULL},
    {NULL, SUM_UNSPENT, true, NULL},
    {is_unasked, SUMS, true,
     N_("the donors were not asked about the money that is left: ask, and enter when and how")},
    {is_undecided, SUMS, true,
     N_("what happens to the money that is left is not decided: enter the donors' answers and "
        "the decision")},
    {NULL, SUM_HELD, true, NULL},
    {is_undone, SUMS, true,
     N_("the decision about the surplus is not carried out: enter the day on which it was")},
    {is_complained, SUMS, false, N_("a complaint is not answered")},
};

static bool read_sums(Session *session, const CaseFile *file, Arena *arena, Fen sums[SUMS],
                      Err *err)
{
    const char *values[SUMS];
    if (!app_case_facts(session, file, sum_facts, SUMS, arena, values, err))
        return false;
    for (int i = 0; i < SUMS; i++)
        sums[i] = values[i] ? strtoll(values[i], NULL, 10) : 0;
    return true;
}

static const char *say_sum(int sum, Fen fen, Arena *arena)
{
    const char *told = "";
    Buf amount = BUF_INIT;
    money_format_yuan(&amount, fen);
    switch (sum) {
    case SUM_OVERDRAWN:
        /* TRANSLATORS: an amount with its unit, as in the next three. */
        told = arena_printf(arena, _("%s more went out than were raised: correct the ledger"),
                            amount.data);
        break;
    case SUM_OVERSPENT:
        told = arena_printf(arena,
                            _("the receipts are %s more than was paid out: correct the ledger"),
                            amount.data);
        break;
    case SUM_UNSPENT:
        told = arena_printf(
            arena,
            _("%s were paid out and not spent: enter the receipts, or what was given back"),
            amount.data);
        break;
    case SUM_HELD:
        told = arena_printf(arena,
                            _("%s are still held by the platform: enter what was returned, "
                              "given to a charity or paid out"),
                            amount.data);
        break;
    }
    buf_free(&amount);
    return told;
}

bool app_open_ends(Session *session, const CaseFile *file, Arena *arena, OpenEnd **out,
                   size_t *n, Err *err)
{
    Seen seen = {.file = file};
    *n = 0;
    *out = arena_alloc(arena, COUNT_OF(ends) * sizeof **out);
    if (!life_parse(case_head_of(file)->life, &seen.life) ||
        !life_file(session_store(session), case_head_of(file)->id, &seen.sent, err) ||
        !read_sums(session, file, arena, seen.sums, err))
        return false;
    for (size_t i = 0; i < COUNT_OF(ends); i++) {
        const struct End *end = &ends[i];
        bool open = end->open ? end->open(&seen) : seen.sums[end->sum] > 0;
        if (open)
            (*out)[(*n)++] =
                (OpenEnd){.text = end->text ? _(end->text)
                                            : say_sum(end->sum, seen.sums[end->sum], arena),
                          .holds = end->holds};
    }
    return true;
}
