/* Batches, that go on by whom began them, and dossiers. */
#include "config.h"

#include "verify/whose_inner.h"

#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/mem.h"

static Begun *begun_slot(const Whose *whose, const unsigned char *of_case,
                         const unsigned char *by)
{
    uint64_t at, who;

    memcpy(&at, of_case, sizeof at);
    memcpy(&who, by, sizeof who);
    for (at ^= who ^ at >> 29;; at++) {
        Begun *slot = &whose->begun[at & (whose->slots - 1)];
        if (!slot->used ||
            (memcmp(slot->of_case, of_case, UID) == 0 && memcmp(slot->by, by, UID) == 0))
            return slot;
    }
}

const char *whose_sends_begun(const Whose *whose, const Group *group)
{
    return whose->slots && group->person.at &&
                   begun_slot(whose, group->case_uid.at, group->person.at)->used
               ? NULL
               : _("they had begun no batch with that case");
}

/* An approval of that case, in force. */
static bool was_approved(const Deed *deed, const Row *row, const unsigned char *of_case)
{
    const Column *column = whose_column(row, "approval_id");
    const Kept *approval =
        column && column->after.type == VALUE_ROW
            ? replay_find(deed->ask->replay, "approval", column->after.bytes.at)
            : NULL;

    if (column && whose_is_hidden(&column->after))
        return true;
    return approval && approval->there &&
           standing_is_uid(standing_text(approval, "case_id"), of_case) &&
           strcmp(standing_text(approval, "active"), "1") == 0;
}

static const char *puts_in(const Deed *deed, const Row *row, bool sends)
{
    const Column *of = whose_column(row, "case_id");
    Standing standing;

    if (!of || of->after.type != VALUE_ROW)
        return NULL;
    standing = standing_of(deed->ask->replay, of->after.bytes.at);
    if (!standing.told)
        return NULL;
    if (!was_approved(deed, row, of->after.bytes.at))
        return _("that approval of the case was not in force");
    return sends && standing.stopped ? _("the case was stopped") : NULL;
}

/* What goes to a platform for the first time, or asks for money. The batch is in the same
 * event, or there already. */
static bool is_sent_out(const Deed *deed, const Row *row)
{
    const Column *of = whose_column(row, "batch_id");
    const Kept *batch = of && of->after.type == VALUE_ROW
                            ? replay_find(deed->ask->replay, "batch", of->after.bytes.at)
                            : NULL;
    const char *purpose = standing_text(batch, "purpose");

    for (size_t i = 0; i < deed->group->n; i++) {
        const Row *added = &deed->group->rows[i];
        if (whose_is_op(added, "add", "batch") &&
            (whose_becomes_text(added, "purpose", "launch") ||
             whose_becomes_text(added, "purpose", "payment")))
            return true;
    }
    return strcmp(purpose, "launch") == 0 || strcmp(purpose, "payment") == 0;
}

const char *whose_sends(const Deed *deed)
{
    const Group *group = deed->group;
    const char *why = NULL;

    if (group->case_uid.at && !keys_elsewhere(group))
        return whose_sends_begun(deed->whose, group);
    why = whose_lacks(deed, RIGHT_EXPORT, NULL);
    for (size_t i = 0; !why && !group->case_uid.at && i < group->n; i++) {
        if (whose_is_op(&group->rows[i], "add", "batch_case"))
            why = puts_in(deed, &group->rows[i], is_sent_out(deed, &group->rows[i]));
    }
    return why;
}

const char *whose_packs(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const Column *of = whose_column(&deed->group->rows[i], "case_uid");
        Deed at = *deed;
        if (!of || of->after.bytes.n != UID || whose_is_hidden(&of->after))
            continue;
        at.standing = standing_of(deed->ask->replay, of->after.bytes.at);
        at.own = !at.standing.row || standing_is_uid(at.standing.keeper, deed->person->uid);
        return whose_lacks(&at, RIGHT_DOSSIER, at.standing.row ? at.standing.at : NULL);
    }
    return right_has(deed->person, RIGHT_DOSSIER, NULL, true) ? NULL : whose_no_role();
}

static void note_begun(Whose *whose, const unsigned char *of_case, const unsigned char *by)
{
    if (2 * whose->n >= whose->slots) {
        Begun *old = whose->begun;
        size_t slots = whose->slots;
        whose->slots = slots ? 2 * slots : 256;
        whose->begun = xcalloc(whose->slots, sizeof(Begun));
        for (size_t i = 0; i < slots; i++) {
            if (old[i].used)
                *begun_slot(whose, old[i].of_case, old[i].by) = old[i];
        }
        free(old);
    }
    Begun *slot = begun_slot(whose, of_case, by);
    whose->n += !slot->used;
    slot->used = true;
    memcpy(slot->of_case, of_case, UID);
    memcpy(slot->by, by, UID);
}

void whose_learn_batch(Whose *whose, const Group *group)
{
    bool begins = bytes_are(group->kind, "export") && bytes_are(group->verb, "export") &&
                  !group->case_uid.at && group->person.at;

    for (size_t i = 0; begins && i < group->n; i++) {
        const Row *row = &group->rows[i];
        const Column *of = whose_column(row, "case_id");
        if (!whose_is_op(row, "add", "batch_case") || !of || of->after.type != VALUE_ROW)
            continue;
        note_begun(whose, of->after.bytes.at, group->person.at);
    }
}
