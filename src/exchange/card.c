/* What is read is written again, and both have to be the same bytes: so nothing stands in a
 * card that this reader does not see, and whatever JSON would let pass twice or otherwise is
 * refused. */
#include "config.h"

#include "exchange/card.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/i18n.h"
#include "base/json.h"
#include "base/text/text.h"
#include "store/digest.h"

enum { CONTEXT = 16, FORMAT = 2, PERSON_NAME_CHARS = 80 };
static const unsigned char context[CONTEXT] = "anjuan card 1";

/* ---- writing ---- */

static void write_keys(JsonOut *json, const Uid *key, const PersonPublic *public)
{
    jout_hex(json, "key", key->bytes, UID_BYTES);
    jout_hex(json, "sign", public->sign, PERSON_PUBLIC);
    jout_hex(json, "receive", public->receive, PERSON_PUBLIC);
}

static void write_term(JsonOut *json, const StationTerm *term)
{
    jout_open(json, NULL, '{');
    jout_int(json, "since", term->since);
    jout_hex(json, "key", term->key.bytes, UID_BYTES);
    jout_hex(json, "sign", term->sign, PERSON_PUBLIC);
    jout_text(json, "role", role_word(term->role));
    jout_bool(json, "disabled", term->disabled);
    jout_hex(json, "signature", term->signature, PERSON_SIGNATURE);
    jout_close(json, '}');
}

static void write_person(JsonOut *json, const StationPerson *person)
{
    jout_open(json, NULL, '{');
    jout_hex(json, "uid", person->person.bytes, UID_BYTES);
    jout_text(json, "name", person->name);
    jout_text(json, "display", person->display);
    jout_text(json, "role", role_word(person->role));
    jout_bool(json, "disabled", person->disabled);
    write_keys(json, &person->key, &person->public);
    jout_open(json, "terms", '[');
    for (size_t i = 0; i < person->n; i++)
        write_term(json, &person->terms[i]);
    jout_close(json, ']');
    jout_close(json, '}');
}

/* signature NULL: what is signed. */
static void write_text(const StationCard *card, const unsigned char *signature, Buf *out)
{
    JsonOut json = {.out = out, .flat = 3};
    jout_open(&json, NULL, '{');
    jout_int(&json, "anjuan card", FORMAT);
    jout_text(&json, "organisation", card->organisation);
    jout_text(&json, "station", card->code);
    jout_text(&json, "name", card->name);
    write_keys(&json, &card->key, &card->public);
    jout_open(&json, "persons", '[');
    for (size_t i = 0; i < card->n; i++)
        write_person(&json, &card->persons[i]);
    jout_close(&json, ']');
    if (signature)
        jout_hex(&json, "signature", signature, PERSON_SIGNATURE);
    jout_close(&json, '}');
}

static void signed_bytes(const StationCard *card, unsigned char out[CONTEXT + DIGEST_BYTES])
{
    Buf text = BUF_INIT;
    write_text(card, NULL, &text);
    memcpy(out, context, CONTEXT);
    digest_blake2b(text.data, text.len, out + CONTEXT);
    buf_free(&text);
}

static void sign_terms(const StationCard *card, const PersonKey *key)
{
    unsigned char bytes[SIGNER_TERM_BYTES];
    for (size_t i = 0; i < card->n; i++) {
        const StationPerson *person = &card->persons[i];
        for (size_t j = 0; j < person->n; j++) {
            station_term_bytes(card->code, &person->person, &person->terms[j], bytes);
            person_key_sign(key, bytes, sizeof(bytes), person->terms[j].signature);
        }
    }
}

void card_write(const StationCard *card, const PersonKey *key, Buf *out)
{
    unsigned char bytes[CONTEXT + DIGEST_BYTES], signature[PERSON_SIGNATURE];
    sign_terms(card, key);
    signed_bytes(card, bytes);
    person_key_sign(key, bytes, sizeof(bytes), signature);
    write_text(card, signature, out);
}

/* ---- reading ---- */

static int digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool get_hex(json_t *object, const char *key, unsigned char *out, size_t n, Err *err)
{
    const char *text = json_string_value(json_object_get(object, key));
    bool right = text && strlen(text) == 2 * n;
    for (size_t i = 0; right && i < n; i++) {
        int high = digit(text[2 * i]), low = digit(text[2 * i + 1]);
        right = high >= 0 && low >= 0;
        out[i] = (unsigned char)(high * 16 + low);
    }
    return right ||
           err_set(err, ERR_INPUT,
                   _("This card is damaged at “%s”; have the station send it again"), key);
}

static bool get_text(json_t *object, const char *key, size_t chars, Arena *arena,
                     const char **out, Err *err)
{
    const char *text = json_string_value(json_object_get(object, key));
    if (!text || text_blank(text) || !text_check(text, strlen(text), false, chars, key, NULL))
        return err_set(err, ERR_INPUT,
                       _("This card is damaged at “%s”; have the station send it again"), key);
    *out = arena_dup(arena, text);
    return true;
}

static bool get_keys(json_t *object, Uid *key, PersonPublic *public, Err *err)
{
    return get_hex(object, "key", key->bytes, UID_BYTES, err) &&
           get_hex(object, "sign", public->sign, PERSON_PUBLIC, err) &&
           get_hex(object, "receive", public->receive, PERSON_PUBLIC, err);
}

static bool damaged(const char *where, Err *err)
{
    return err_set(err, ERR_INPUT,
                   _("This card is damaged at “%s”; have the station send it again"), where);
}

static bool read_role(json_t *object, Arena *arena, Role *out, Err *err)
{
    const char *role;
    return get_text(object, "role", PERSON_NAME_CHARS, arena, &role, err) &&
           (role_parse(role, out) ||
            err_set(err, ERR_INPUT,
                    _("This card names a role that this program does not know; a newer one may "
                      "read it")));
}

static bool read_term(json_t *object, Arena *arena, StationTerm *out, Err *err)
{
    json_t *since = json_object_get(object, "since");
    out->disabled = json_is_true(json_object_get(object, "disabled"));
    out->since = json_is_integer(since) ? (int64_t)json_integer_value(since) : 0;
    return (out->since > 0 || damaged("since", err)) &&
           get_hex(object, "key", out->key.bytes, UID_BYTES, err) &&
           get_hex(object, "sign", out->sign, PERSON_PUBLIC, err) &&
           read_role(object, arena, &out->role, err) &&
           get_hex(object, "signature", out->signature, PERSON_SIGNATURE, err);
}

/* The last one is what they are now. */
static bool read_terms(json_t *list, Arena *arena, StationPerson *out, Err *err)
{
    size_t n = json_array_size(list);
    if (!json_is_array(list) || !n || n > STATION_TERMS_MAX)
        return damaged("terms", err);
    out->n = 0;
    out->terms = arena_alloc(arena, n * sizeof(*out->terms));
    for (; out->n < n; out->n++) {
        StationTerm *term = &out->terms[out->n];
        if (!read_term(json_array_get(list, out->n), arena, term, err))
            return false;
        if (out->n && term[-1].since >= term->since)
            return damaged("terms", err);
    }
    const StationTerm *last = &out->terms[n - 1];
    return (memcmp(last->key.bytes, out->key.bytes, UID_BYTES) == 0 &&
            memcmp(last->sign, out->public.sign, PERSON_PUBLIC) == 0 &&
            last->role == out->role && last->disabled == out->disabled) ||
           damaged("terms", err);
}

static bool read_person(json_t *object, Arena *arena, StationPerson *out, Err *err)
{
    out->disabled = json_is_true(json_object_get(object, "disabled"));
    return get_hex(object, "uid", out->person.bytes, UID_BYTES, err) &&
           get_text(object, "name", PERSON_NAME_CHARS, arena, &out->name, err) &&
           get_text(object, "display", PERSON_NAME_CHARS, arena, &out->display, err) &&
           read_role(object, arena, &out->role, err) &&
           get_keys(object, &out->key, &out->public, err) &&
           read_terms(json_object_get(object, "terms"), arena, out, err);
}

static bool read_persons(json_t *list, Arena *arena, StationCard *out, Err *err)
{
    size_t n = json_array_size(list);
    if (!json_is_array(list) || n > STATION_PERSONS_MAX)
        return err_set(err, ERR_INPUT,
                       _("This card is damaged at “%s”; have the station send it again"),
                       "persons");
    out->persons = arena_alloc(arena, (n + 1) * sizeof(*out->persons));
    for (; out->n < n; out->n++) {
        StationPerson *person = &out->persons[out->n];
        if (!read_person(json_array_get(list, out->n), arena, person, err))
            return false;
        if (out->n && memcmp(person[-1].person.bytes, person->person.bytes, UID_BYTES) >= 0)
            return err_set(err, ERR_INPUT,
                           _("This card is damaged at “%s”; have the station send it again"),
                           "persons");
    }
    return true;
}

static bool read_all(json_t *json, Arena *arena, StationCard *out,
                     unsigned char signature[PERSON_SIGNATURE], Err *err)
{
    json_t *format = json_object_get(json, "anjuan card");
    if (!json_is_integer(format))
        return err_set(err, ERR_INPUT, _("This file is no card of a station"));
    if (json_integer_value(format) != FORMAT)
        return err_set(err, ERR_INPUT,
                       _("This card is of a newer form than this program knows; take a newer "
                         "program, or have the station write it with an older one"));
    if (!get_text(json, "organisation", STATION_NAME_CHARS, arena, &out->organisation, err) ||
        !get_text(json, "station", STATION_CODE_CHARS, arena, &out->code, err) ||
        !get_text(json, "name", STATION_NAME_CHARS, arena, &out->name, err) ||
        !get_keys(json, &out->key, &out->public, err) ||
        !read_persons(json_object_get(json, "persons"), arena, out, err) ||
        !get_hex(json, "signature", signature, PERSON_SIGNATURE, err))
        return false;
    return station_code_is(out->code) ||
           err_set(err, ERR_INPUT,
                   _("This card is damaged at “%s”; have the station send it again"),
                   "station");
}

static bool terms_are_signed(const StationCard *card)
{
    unsigned char bytes[SIGNER_TERM_BYTES];
    for (size_t i = 0; i < card->n; i++) {
        const StationPerson *person = &card->persons[i];
        for (size_t j = 0; j < person->n; j++) {
            station_term_bytes(card->code, &person->person, &person->terms[j], bytes);
            if (!person_check(card->public.sign, bytes, sizeof(bytes),
                              person->terms[j].signature))
                return false;
        }
    }
    return true;
}

static bool check_signed(const StationCard *card, const unsigned char *signature,
                         const char *text, size_t n, Err *err)
{
    unsigned char bytes[CONTEXT + DIGEST_BYTES];
    Buf again = BUF_INIT;
    signed_bytes(card, bytes);
    write_text(card, signature, &again);
    bool same = again.len == n && memcmp(again.data, text, n) == 0 &&
                person_check(card->public.sign, bytes, sizeof(bytes), signature) &&
                terms_are_signed(card);
    buf_free(&again);
    return same ||
           err_set(err, ERR_REFUSED,
                   _("This card was changed since the station signed it; have them send it "
                     "again, by another way"));
}

bool card_read(const char *text, size_t n, Arena *arena, StationCard *out, Err *err)
{
    unsigned char signature[PERSON_SIGNATURE];
    json_t *json =
        n <= CARD_MAX_BYTES ? json_loadb(text, n, JSON_REJECT_DUPLICATES, NULL) : NULL;
    *out = (StationCard){0};
    bool done = json_is_object(json)
                    ? read_all(json, arena, out, signature, err)
                    : err_set(err, ERR_INPUT, _("This file is no card of a station"));
    json_decref(json);
    return done && check_signed(out, signature, text, n, err);
}

bool card_words(const char *text, size_t n, unsigned char out[WORDS_BYTES], Err *err)
{
    unsigned char digest[WORDS_DIGEST];
    _Static_assert((int)WORDS_DIGEST == (int)DIGEST_BYTES, "one digest");
    digest_blake2b(text, n, digest);
    return words_stretch(digest, out, err);
}
