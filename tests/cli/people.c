/* people STORE [CASES]: the store that most shell tests begin with, as "anjuan init" and
 * "anjuan user add" would make it. Each passphrase is "long enough for NAME", and costs next to
 * nothing to check (tests/support/people.h). With a number, so many cases for one platform,
 * entered by lin and approved by zhou; their numbers are printed. With the word "forge", a key
 * of zhou that nobody gave, in a store that is there. With the word "fresh", a store with keys
 * of its own, which no other script has. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/case.h"
#include "app/import.h"
#include "app/move.h"
#include "app/sample.h"
#include "app/seal.h"
#include "base/attr.h"
#include "base/path.h"
#include "exchange/portable.h"
#include "store/journal.h"
#include "store/sign.h"
#include "tests/support/people.h"
#include "tests/support/spare.h"

static const Person people[] = {
    {"zhou", "zhou", "supervisor", "long enough for zhou"},
    {"sun", "sun 先生", "supervisor", "long enough for sun"},
    {"lin", "lin 先生", "social_worker", "long enough for lin"},
    {"he", "he 先生", "adviser", "long enough for he"},
    {"qian", "qian 先生", "auditor", "long enough for qian"},
    {"admin", "admin 先生", "administrator", "long enough for admin"},
};

/* SEALED=1 in the environment: the store is, and the scripts are to find nothing different. */
static bool sealed(void)
{
    return getenv("SEALED") != NULL;
}

/* STATION=B2 in the environment: another station than T1, with the same people. */
static const char *station(void)
{
    const char *code = getenv("STATION");
    return code ? code : "T1";
}

static bool make(const char *path, Err *err)
{
    char code[CODE_TEXT];
    const PeopleStore what = {.organisation = "练习医院é",
                              .station = station(),
                              .code = sealed() ? code : NULL,
                              .people = people,
                              .n = COUNT_OF(people)};
    code_make(code);
    return people_begin(path, &what, err);
}

/* The same store for all scripts of the build, unless a fresh one is asked for. */
static bool make_or_take(const char *path, bool fresh, Err *err)
{
    enum { FILE_MAX = 1 << 24 };
    Buf bytes = BUF_INIT, name = BUF_INIT;
    bool done;
    buf_addf(&name, "people%s-%s", sealed() ? "-sealed" : "", station());
    if (!fresh && spare_read(name.data, &bytes)) {
        done = path_write(path, bytes.data, bytes.len, err);
    } else {
        done = make(path, err) && path_read(path, FILE_MAX, &bytes, err);
        if (done)
            spare_write(name.data, &bytes);
    }
    buf_free(&name);
    buf_free(&bytes);
    return done;
}

static bool move(Session *session, const char *no, Verb verb, const Decision *decision,
                 Err *err)
{
    CaseFile *file = NULL;
    bool done = app_case_open(session, no, &file, err) &&
                app_case_move(session, &file, verb, decision, err);
    case_free(file);
    return done;
}

static bool add_case(Session *lin, Session *zhou, uint64_t number, Arena *arena, Err *err)
{
    static const Decision decision = {.comment = "提示已核对"};
    const char **numbers;
    size_t n;
    Buf text = BUF_INIT, path = BUF_INIT;
    CaseFile *file = sample_case(1, number, session_today(lin), 0);
    case_put(file, F_CASE_platform, 0, "shuidichou");
    portable_write(file, &text);
    case_free(file);
    buf_addf(&path, "%s.case.json", session_path(lin));
    bool done = path_write(path.data, text.data, text.len, err) &&
                app_import(lin, (const char *[]){path.data}, 1, arena, &numbers, &n, err) &&
                move(lin, numbers[0], VERB_SUBMIT, NULL, err) &&
                move(zhou, numbers[0], VERB_APPROVE, &decision, err);
    if (done)
        puts(numbers[0]);
    unlink(path.data);
    buf_free(&path);
    buf_free(&text);
    return done;
}

static bool add_cases(const char *path, const char *data, long count, Err *err)
{
    const SessionOptions options = {.store = path, .data = data, .lang = "en"};
    Session *lin = NULL, *zhou = NULL;
    Arena *arena = arena_new();
    bool done = session_open(&options, STORE_OPEN, &lin, err) &&
                session_sign_in(lin, "lin", "long enough for lin", err) &&
                session_open(&options, STORE_OPEN, &zhou, err) &&
                session_sign_in(zhou, "zhou", "long enough for zhou", err);
    for (long i = 1; done && i <= count; i++)
        done = add_case(lin, zhou, (uint64_t)i, arena, err);
    session_close(lin);
    session_close(zhou);
    arena_free(arena);
    return done;
}

/* What whoever can write the file does, without a passphrase of anybody: a new key for zhou,
 * which signs the group that makes it. */
static bool forge(const char *path, Err *err)
{
    const GroupHead head = {.kind = GROUP_PEOPLE, .user_id = 1, .verb = "keys"};
    Store *store = NULL;
    PassKey *pass = NULL;
    PassRecord record;
    SealKey *key = NULL;
    Signer fresh = {0};
    Tx *tx;
    bool done = app_unlock(path, people[0].name, people[0].passphrase, &key, err) &&
                store_open(path, STORE_OPEN, &store, err) &&
                passkey_new("anything at all", &people_cost, &record, &pass, err) &&
                tx_begin(store, &head, &tx, err) && signer_make(tx, 1, 0, pass, &fresh, err);
    if (done) {
        store_sign_with(store, &fresh);
        done = tx_commit(tx, NULL, err);
        store_sign_with(store, NULL);
    }
    passkey_free(pass);
    signer_close(&fresh);
    store_close(store);
    app_unlock_end(key);
    return done;
}

static bool run(int argc, char **argv, const char *data, Err *err)
{
    if (argc > 2 && strcmp(argv[2], "forge") == 0)
        return forge(argv[1], err);
    bool fresh = argc > 2 && strcmp(argv[2], "fresh") == 0;
    return argc > 1 && make_or_take(argv[1], fresh, err) &&
           (argc < 3 || fresh || add_cases(argv[1], data, strtol(argv[2], NULL, 10), err));
}

int main(int argc, char **argv)
{
    const char *top = getenv("top_builddir");
    char *data = path_join(top ? top : ".", "share/anjuan");
    Err err = {0};
    bool done = run(argc, argv, data, &err);
    if (!done)
        fprintf(stderr, "people: %s\n", err.text);
    free(data);
    return done ? EXIT_SUCCESS : EXIT_FAILURE;
}
