/* Which users and cases the practice store holds, and which way each case has gone; it is made
 * whole under a hidden name. */
#include "config.h"

#include "app/practice.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/batch.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/init.h"
#include "app/life.h"
#include "app/sample.h"
#include "app/seal.h"
#include "app/session_inner.h"
#include "app/way.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "exchange/portable.h"
#include "seal/ring.h"
#include "store/sql.h"

static const char practice_organisation[] = "练习医院社工部（虚构）";
static const char practice_station[] = "T1";
static const char practice_template[] = "neutral";
static const char practice_platform[] =
    "shuidichou"; /* of what is approved: a batch goes to one */
static const uint64_t practice_seed = 20260101;
enum { USERS_FILE_MAX = 64 << 10, CODE_FILE_MAX = 4096 };

/* The ways through the workflow that the practice store shows, each taken by some cases. */
typedef struct Way {
    int cases; /* synthetic ones */
    bool whole;
    const char *author;
    Step steps[STEPS_MAX]; /* ends at one without user */
} Way;

/* What happened long ago; the first is exported then. */
static const struct Past {
    int days_ago;
    Way way;
} past[] = {
    {45,
     {4,
      true,
      "lin",
      {{"lin", VERB_SUBMIT, NULL, NULL}, {"zhou", VERB_APPROVE, NULL, "提示事项已逐条核对"}}}},
    {41, {1, false, "lin", {{NULL, VERB_READ, NULL, NULL}}}},
};

static const Way ways[] = {
    {1,
     false,
     "lin",
     {{"lin", VERB_ASK, NULL, "住院押金明天到期，能否先按医生估算填计划？"},
      {"zhou", VERB_ANSWER, NULL, "可以，依据选医生估算，拿到报价后再改"}}},
    {1, false, "wang", {{"wang", VERB_ASK, NULL, "收款人是患者的姐姐，需要哪些证明？"}}},
    {6,
     true,
     "lin",
     {{"lin", VERB_SUBMIT, NULL, NULL}, {"zhou", VERB_APPROVE, NULL, "材料齐全"}}},
    {4,
     true,
     "wang",
     {{"wang", VERB_SUBMIT, NULL, NULL}, {"sun", VERB_APPROVE, NULL, "提示事项已逐条核对"}}},
    {6, true, "wang", {{"wang", VERB_SUBMIT, NULL, NULL}}},
    {3, true, "he", {{"he", VERB_SUBMIT, NULL, NULL}}},
    {4,
     true,
     "lin",
     {{"lin", VERB_SUBMIT, NULL, NULL},
      {"zhou", VERB_RETURN, "missing_document", "请补充诊断证明原件"}}},
    {2,
     true,
     "wang",
     {{"wang", VERB_SUBMIT, NULL, NULL},
      {"sun", VERB_RETURN, "amount_basis", "请说明目标金额的依据"}}},
    {3,
     true,
     "he",
     {{"he", VERB_SUBMIT, NULL, NULL},
      {"sun", VERB_REJECT, "inconsistent", "收款人与患者关系无法证明"}}},
    {2, false, "wang", {{"wang", VERB_WITHDRAW, NULL, "家属不再需要"}}},
    {4, false, "lin", {{NULL, VERB_READ, NULL, NULL}}},
    {3, false, "wang", {{NULL, VERB_READ, NULL, NULL}}},
    {2, false, "he", {{NULL, VERB_READ, NULL, NULL}}},
    {3,
     true,
     "he",
     {{"he", VERB_SUBMIT, NULL, NULL}, {"sun", VERB_APPROVE, NULL, "提示事项已逐条核对"}}},
};

/* The cases that ship, and the way each goes. */
typedef struct Shipped {
    const char *file, *author;
    Step steps[STEPS_MAX];
} Shipped;

static const Shipped shipped[] = {
    {"practice/leukaemia-child.json", "lin", {{NULL, VERB_READ, NULL, NULL}}},
    {"practice/uraemia-farmer.json", "lin", {{"lin", VERB_SUBMIT, NULL, NULL}}},
    {"practice/burn-worker.json", "wang", {{NULL, VERB_READ, NULL, NULL}}},
    {"practice/breast-cancer-teacher.json",
     "wang",
     {{"wang", VERB_SUBMIT, NULL, NULL}, {"zhou", VERB_APPROVE, NULL, "提示事项已逐条核对"}}},
    {"practice/assets-unclear.json", "he", {{NULL, VERB_READ, NULL, NULL}}},
};

/* What happened afterwards to cases of the ways, by their place among all synthetic ones: so
 * that something of every kind is due (desk/due.def). */
enum { CHANGES_MAX = 24, CASES = 64 };
static const struct Since {
    uint64_t number;
    const char *user;
    const char *changes[CHANGES_MAX];
    Life life; /* to which it is moved then; LIFE_PREPARED: nowhere */
} since[] = {
    {1,
     "lin",
     {"event[+].kind=raised", "event[+].on=-40d", "event[+].kind=withdrawn", "event[+].on=-31d",
      "money[+].kind=raised", "money[+].on=-40d", "money[+].amount_fen=8万",
      "money[+].kind=fee", "money[+].on=-40d", "money[+].amount_fen=2880",
      "money[+].kind=paid_person", "money[+].on=-31d", "money[+].amount_fen=3.8万",
      "money[+].kind=spent", "money[+].on=-25d", "money[+].amount_fen=21650.40",
      "money[+].receipt_no=0051240017"},
     LIFE_PREPARED},
    {2,
     "lin",
     {"event[+].kind=published", "event[+].on=-38d", "event[+].kind=discharge",
      "event[+].on=-3d"},
     LIFE_PREPARED},
    {3,
     "lin",
     {"event[+].kind=death", "event[+].on=-1d", "event[+].note=抢救无效，家属已告知"},
     LIFE_PREPARED},
    {4,
     "lin",
     {"event[+].kind=published", "event[+].on=-40d", "money[+].kind=raised", "money[+].on=-30d",
      "money[+].amount_fen=6万", "money[+].kind=fee", "money[+].on=-30d",
      "money[+].amount_fen=2160", "money[+].kind=paid_hospital", "money[+].on=-20d",
      "money[+].amount_fen=4万", "money[+].kind=spent", "money[+].on=-12d",
      "money[+].amount_fen=36480.75", "money[+].receipt_no=0051240388"},
     LIFE_RAISING_ENDED},
    {6,
     "lin",
     {"contact[+].on=-1d", "contact[+].kind=phone", "contact[+].person=患者家属",
      "contact[+].next_on=t", "consent[1].expires_on=+5d"},
     LIFE_PREPARED},
};

/* ---- its users: name, role, display, passphrase, one user a line, tabs between ---- */

static bool read_practice_user(char *line, Arena *arena, PracticeUser *user)
{
    char *field[4], *rest = line;
    for (size_t i = 0; i < COUNT_OF(field); i++) {
        field[i] = strsep(&rest, "\t");
        if (!field[i] || !field[i][0])
            return false;
    }
    user->name = arena_dup(arena, field[0]);
    user->display = arena_dup(arena, field[2]);
    user->passphrase = arena_dup(arena, field[3]);
    return !rest && role_parse(field[1], &user->role);
}

static bool read_practice_users(const char *data, Arena *arena, PracticeUser **users, size_t *n,
                                Err *err)
{
    Buf text = BUF_INIT;
    char *path = path_join(data, "practice/users.tsv");
    bool done = path_read(path, USERS_FILE_MAX, &text, err);
    size_t lines = 1, line = 0;
    for (size_t i = 0; i < text.len; i++)
        lines += text.data[i] == '\n';
    *n = 0;
    *users = arena_alloc(arena, lines * sizeof(PracticeUser));
    for (char *rest = text.data, *next; done && rest && *rest;) {
        line++;
        next = strsep(&rest, "\n");
        if (next[0] == '#' || !next[0])
            continue;
        done = read_practice_user(next, arena, &(*users)[(*n)++]) ||
               err_set(
                   err, ERR_INPUT,
                   _("%s, line %zu: name, role, display name and passphrase are expected, with "
                     "tabs between"),
                   path, line);
    }
    buf_free(&text);
    free(path);
    return done;
}

bool app_practice_users(Session *session, const PracticeUser **users, size_t *n, Err *err)
{
    *users = NULL;
    *n = 0;
    if (session->practice && !session->practice_users &&
        !read_practice_users(session->data, session->arena, &session->practice_users,
                             &session->practice_count, err)) {
        session->practice_users = NULL;
        return false;
    }
    *users = session->practice_users;
    *n = session->practice_users ? session->practice_count : 0;
    return true;
}

static char *data_of(const SessionOptions *options)
{
    return options->data ? xstrdup(options->data) : path_share("anjuan");
}

static bool first_supervisor(const SessionOptions *options, Arena *arena, PracticeUser *out,
                             Err *err)
{
    PracticeUser *users;
    size_t n;
    char *data = data_of(options);
    bool done = read_practice_users(data, arena, &users, &n, err);
    free(data);
    for (size_t i = 0; done && i < n; i++) {
        if (users[i].role == ROLE_SUPERVISOR) {
            *out = users[i];
            return true;
        }
    }
    return done && err_set(err, ERR_INPUT, _("practice/users.tsv names no supervisor"));
}

/* ---- its cases ---- */

/* Days and instants are those of that day until the next call. */
static void go_back(Session *session, Day today, int days)
{
    session->fields.today = day_add(today, -days);
    judging_forget(session->judging);
    store_set_back(session_store(session), days);
}

static bool add_since(Session *session, const struct Since *one, int64_t id, Err *err)
{
    CaseFile *file = NULL;
    size_t n = 0;
    while (n < CHANGES_MAX && one->changes[n])
        n++;
    bool done = session_act_as(session, one->user, err) &&
                app_case_open_id(session, id, &file, err) &&
                app_case_set_paths(session, file, (char *const *)one->changes, n, err);
    for (int life = LIFE_RAISING; done && life <= (int)one->life; life++)
        done = app_case_stage(session, &file, (Life)life, NULL, NULL, err);
    case_free(file);
    return done;
}

static bool add_shipped(Session *session, const Shipped *one, Err *err)
{
    PortableCases cases = {0};
    Buf text = BUF_INIT;
    int64_t id;
    char *path = session_data_file(session, one->file);
    bool done = path_read(path, PORTABLE_MAX_BYTES, &text, err) &&
                portable_read(session_fields(session), path, text.data, text.len, &cases, err);
    for (size_t i = 0; done && i < cases.n; i++)
        done = way_take(session, cases.files[i], one->author, one->steps, &id, NULL, err);
    portable_free(&cases);
    buf_free(&text);
    free(path);
    return done;
}

static bool is_approved(const Way *way)
{
    bool approved = false;
    for (int i = 0; i < STEPS_MAX && way->steps[i].user; i++)
        approved = way->steps[i].verb == VERB_APPROVE;
    return approved;
}

/* ids: of the first synthetic cases by their numbers. */
static bool add_way(Session *session, const Way *way, int64_t *ids, uint64_t *number, Err *err)
{
    int64_t id;
    bool done = true;
    for (int i = 0; done && i < way->cases; i++, (*number)++) {
        CaseFile *file = sample_case(practice_seed, *number, session_today(session),
                                     way->whole ? 0 : SAMPLE_GAPS);
        if (is_approved(way))
            case_put(file, F_CASE_platform, 0, practice_platform);
        done = way_take(session, file, way->author, way->steps, &id, NULL, err);
        if (done && *number < CASES)
            ids[*number] = id;
        case_free(file);
    }
    return done;
}

bool practice_export(Session *session, const char *const *numbers, size_t n, const char *beside,
                     Err *err)
{
    BatchRow row;
    Arena *arena = arena_new();
    char *folder = path_temp_folder(beside, err), *file = NULL;
    bool done = folder && session_act_as(session, "zhou", err);
    if (done) {
        file = path_join(folder, "practice.xlsx");
        ExportWish wish = {.template_ = practice_template, .numbers = numbers, .n = n};
        done = app_export(session, &wish, file, false, NULL, arena, &row, NULL, err);
    }
    if (folder)
        path_drop(folder);
    free(folder);
    free(file);
    arena_free(arena);
    return done;
}

/* The ways of long ago, and the batch. */
static bool add_past(Session *session, int64_t *ids, uint64_t *number, const char *beside,
                     Err *err)
{
    const Day today = session_today(session);
    bool done = true;
    for (size_t i = 0; done && i < COUNT_OF(past); i++) {
        go_back(session, today, past[i].days_ago);
        done = add_way(session, &past[i].way, ids, number, err) &&
               (i > 0 || practice_export(session, NULL, 0, beside, err));
    }
    go_back(session, today, 0);
    return done;
}

static bool add_cases(Session *session, const char *beside, Err *err)
{
    int64_t ids[CASES] = {0};
    uint64_t number = 1;
    bool done = add_past(session, ids, &number, beside, err);
    for (size_t i = 0; done && i < COUNT_OF(shipped); i++)
        done = add_shipped(session, &shipped[i], err);
    for (size_t i = 0; done && i < COUNT_OF(ways); i++)
        done = add_way(session, &ways[i], ids, &number, err);
    for (size_t i = 0; done && i < COUNT_OF(since); i++)
        done = add_since(session, &since[i], ids[since[i].number], err);
    return done;
}

static bool add_users(Session *session, const PracticeUser *users, size_t n, const char *first,
                      Err *err)
{
    Tx *tx = NULL;
    const KdfCost known = kdf_cost_public();
    GroupHead head = {
        .kind = GROUP_SETUP, .user_id = session_user(session)->id, .verb = "practice"};
    bool done = tx_begin(session_store(session), &head, &tx, err);
    if (!done)
        return false;
    for (size_t i = 0; done && i < n; i++) {
        const NewUser user = {.name = users[i].name,
                              .role = users[i].role,
                              .display = users[i].display,
                              .passphrase = users[i].passphrase,
                              .own = true,
                              .cost = &known};
        Signer signer = {0};
        done = strcmp(user.name, first) == 0 || user_add(tx, &user, NULL, &signer, err);
        if (signer.key)
            session_know(session, &signer);
    }
    if (!done) {
        tx_abort(tx);
        return false;
    }
    return tx_commit(tx, NULL, err);
}

/* The first signs in as ever, and whoever is added is known from then on. */
static bool come_in(Session *session, const PracticeUser *first, Err *err)
{
    if (!session_sign_in(session, first->name, first->passphrase, err))
        return false;
    const Signer *own = session_signer(session);
    session_know(session, &(Signer){own->user, own->uid, person_key_copy(own->key)});
    return true;
}

bool practice_come_in(Session *session, Err *err)
{
    const PracticeUser *users;
    size_t n;
    bool done = app_practice_users(session, &users, &n, err);
    for (size_t i = 0; done && i < n; i++)
        done = users[i].role == ROLE_AUDITOR || users[i].role == ROLE_ADMINISTRATOR ||
               come_in(session, &users[i], err);
    session_sign_out(session);
    return done;
}

/* All in one transaction: one sync to the disk, and never half a store. */
static bool fill(Session *session, const char *path, const PracticeUser *first, Err *err)
{
    const PracticeUser *users;
    size_t n;
    Store *store = session_store(session);
    if (!app_practice_users(session, &users, &n, err) || !come_in(session, first, err) ||
        !store_begin(store, err))
        return false;
    bool done = add_users(session, users, n, first->name, err) && add_cases(session, path, err);
    session_sign_out(session);
    if (done)
        return store_commit(store, err);
    store_rollback(store);
    return false;
}

/* What is in it, to hold against what is in its file later. */
static bool count(Session *session, int64_t *users, int64_t *cases, Err *err)
{
    Store *store = session_store(session);
    return sql_get_int(store, err, users, "SELECT count(*) FROM user", NULL) &&
           sql_get_int(store, err, cases, "SELECT count(*) FROM case_file", NULL);
}

/* One that everybody may see, so that recovering can be tried too. */
static bool read_code(const SessionOptions *options, Buf *code, Err *err)
{
    char *data = data_of(options), *path = path_join(data, "practice/recovery-code");
    bool done = path_read(path, CODE_FILE_MAX, code, err);
    buf_cut(code, done ? strcspn(code->data, "\n") : 0);
    free(path);
    free(data);
    return done;
}

static bool fill_and_finish(Session *session, const char *temp, const char *path,
                            const PracticeUser *first, Err *err)
{
    int64_t users, cases;
    SealKey *key = seal_key_hold(session->key);
    seal_ring_add(key); /* it is read again after the session */
    bool done = fill(session, path, first, err) && count(session, &users, &cases, err);
    if (done)
        done = session_finish(session, err) && session_prove(temp, users, cases, err);
    else
        session_close(session);
    app_unlock_end(key);
    return done;
}

static bool make_at(const SessionOptions *options, const char *temp, const char *path, Err *err)
{
    SessionOptions at = *options;
    Session *session = NULL;
    Arena *arena = arena_new();
    const KdfCost known = kdf_cost_public();
    PracticeUser first = {0};
    Buf code = BUF_INIT;
    at.store = temp;
    bool done = first_supervisor(options, arena, &first, err) && read_code(options, &code, err);
    InitOptions init = {.organisation = practice_organisation,
                        .station = practice_station,
                        .supervisor = first.name,
                        .display = first.display,
                        .passphrase = first.passphrase,
                        .practice = true,
                        .cost = &known,
                        .code = code.data};
    done = done && app_init(&at, &init, &session, err) &&
           fill_and_finish(session, temp, path, &first, err);
    buf_free(&code);
    arena_free(arena);
    return done;
}

/* Under a hidden name, read again, then moved into its place: what is there is whole. */
static bool make(const SessionOptions *options, const char *path, Err *err)
{
    char *temp = path_temp_beside(path);
    unlink(temp); /* the store makes its file itself */
    bool done = session_place(temp, path, make_at(options, temp, path, err), err);
    free(temp);
    return done;
}

bool app_practice_open(const SessionOptions *options, const char *path, bool *made,
                       Session **out, Err *err)
{
    SessionOptions at = *options;
    Session *session = NULL;
    Buf notice = BUF_INIT;
    bool done = store_heal(path, &notice, err);
    buf_free(&notice);
    if (!done)
        return false;
    at.store = path;
    *made = !path_exists(path);
    if (*made) {
        store_sweep(path);
        bool unused = store_check_free(path, err);
        done = unused && make(options, path, err);
        bool refused = !unused || (err && err->kind == ERR_REFUSED);
        if (!done && !(refused && path_exists(path)))
            return false;
        *made = done; /* another program may have been faster */
    }
    if (!session_open(&at, STORE_OPEN, &session, err))
        return *made
                   ? err_wrap(err, _("The practice store %s is made, but could not be opened"),
                              path)
                   : false;
    if (!session_practice(session)) {
        session_close(session);
        return err_set(
            err, ERR_REFUSED,
            _("%s is not a practice store; name another with --store, or move it away"), path);
    }
    *out = session;
    return true;
}
