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

const char *whose_sends(const Deed *deed)
{
    if (!deed->group->case_uid.at || keys_elsewhere(deed->group))
        return whose_lacks(deed, RIGHT_EXPORT, NULL);
    return whose_sends_begun(deed->whose, deed->group);
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
