/* A bundle that was acknowledged has the receipts by which its station said so: position, epoch
 * and number of eight bytes each, 32 of digest, how many were refused, and of each the number
 * and a reason behind its length; and 64 bytes, the station's signature over "anjuan receipt
 * 1", the key of ours and all that. */
#include "config.h"

#include "verify/whose_inner.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/i18n.h"
#include "seal/person.h"

enum { CONTEXT = 16, NUMBER = 8, HEAD = 3 * NUMBER + HASH + 1 };

static unsigned long long number_at(const unsigned char *at)
{
    unsigned long long number = 0;

    for (size_t i = 0; i < NUMBER; i++)
        number = number << 8 | at[i];
    return number;
}

/* A key of this station's own, of any time. */
static bool is_signed(const Deed *deed, const unsigned char *by, Bytes said)
{
    const Keys *keys = deed->ask->keys;
    bool is = false;

    for (size_t i = 0; !is && i < keys->n; i++) {
        Buf bytes = BUF_INIT;
        if (!keys->keys[i].station)
            continue;
        buf_add_bytes(&bytes, "anjuan receipt 1", CONTEXT);
        buf_add_bytes(&bytes, (const char *)keys->keys[i].sign, PUBLIC);
        buf_add_bytes(&bytes, (const char *)said.at, said.n);
        is = person_check(by, bytes.data, bytes.len, said.at + said.n);
        buf_free(&bytes);
    }
    return is;
}

/* *reason: why that bundle was not taken in; nothing where it was. */
static bool find_reason(Bytes said, unsigned long long number, Bytes *reason)
{
    const unsigned char *at = said.at + HEAD, *end = said.at + said.n;

    *reason = (Bytes){NULL, 0};
    for (size_t left = said.at[HEAD - 1]; left; left--) {
        if (end - at <= NUMBER || end - at < NUMBER + 1 + at[NUMBER])
            return false;
        if (number_at(at) == number && !reason->at)
            *reason = (Bytes){at + NUMBER + 1, at[NUMBER]};
        at += NUMBER + 1 + at[NUMBER];
    }
    return at == end;
}

static bool says_so(const Kept *bundle, Bytes said, const Column *refused)
{
    unsigned long long epoch = strtoull(standing_text(bundle, "epoch"), NULL, 10);
    unsigned long long number = strtoull(standing_text(bundle, "number"), NULL, 10);
    Bytes told = refused ? refused->after.bytes : (Bytes){NULL, 0}, reason;

    if (!find_reason(said, number, &reason))
        return false;
    if (number_at(said.at + NUMBER) != epoch) /* they have one that is later */
        return number_at(said.at + NUMBER) > epoch && told.at;
    return number_at(said.at + 2 * (size_t)NUMBER) >= number && (!reason.at) == (!told.at) &&
           (!told.at || (told.n == reason.n && memcmp(told.at, reason.at, told.n) == 0));
}

static bool is_told(const Row *row, const char *name)
{
    const Column *column = whose_column(row, name);

    return column && column->after.type != VALUE_EMPTY;
}

static const char *answers_one(const Deed *deed, const Row *row)
{
    const Kept *bundle = replay_find(deed->ask->replay, row->table, row->uid);
    const Column *receipt = whose_column(row, "receipt");
    const unsigned char *by =
        pairs_sign(&deed->ask->keys->pairs, standing_text(bundle, "station_id"));

    if (!is_told(row, "acknowledged") && !is_told(row, "receipt"))
        return NULL; /* it was packed */
    if (!is_told(row, "receipt") || receipt->after.type != VALUE_BYTES)
        return deed->whose->answered ? _("no receipt of that station is there") : NULL;
    Bytes said = receipt->after.bytes;
    if (said.n < (size_t)HEAD + SIGNATURE)
        return _("the receipt of that station does not say so");
    said.n -= SIGNATURE;
    return by && is_signed(deed, by, said) &&
                   says_so(bundle, said, whose_column(row, "refused"))
               ? NULL
               : _("the receipt of that station does not say so");
}

const char *whose_answers(const Deed *deed)
{
    for (size_t i = 0; i < deed->group->n; i++) {
        const char *why = answers_one(deed, &deed->group->rows[i]);
        if (why)
            return why;
    }
    return NULL;
}

void whose_learn_answer(Whose *whose, const Group *group)
{
    if (!bytes_are(group->kind, "house") || !bytes_are(group->verb, "bundle_answered"))
        return;
    for (size_t i = 0; i < group->n; i++)
        whose->answered = whose->answered || is_told(&group->rows[i], "receipt");
}
