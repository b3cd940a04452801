/* The table of commands, what each starts from, and how what it left is judged. */
#include "config.h"

#include "tests/faults/commands.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/attr.h"
#include "base/buf.h"
#include "base/mem.h"
#include "base/path.h"
#include "seal/code.h"
#include "seal/ring.h"
#include "store/attach.h"
#include "store/sealed.h"
#include "store/sql.h"
#include "tests/faults/kept.h"
#include "tests/faults/state.h"
#include "tests/support/made_store.h"
#include "tests/support/patience.h"
#include "tests/support/people.h"
#include "tests/support/temp.h"

#define UNSAID "What was asked for was done"

const Command commands[] = {
    {"init",
     BASE_EMPTY,
     NULL,
     {"init", "--org", "某医院", "--station", "T1", "--supervisor", "zhou",
      "--new-passphrase-file", "{secret}"},
     {UNSAID, "is made, but could not be opened"},
     false},
    {"init-plain",
     BASE_EMPTY,
     NULL,
     {"init", "--org", "某医院", "--station", "T1", "--supervisor", "zhou",
      "--new-passphrase-file", "{secret}", "--plain"},
     {UNSAID, "is made, but could not be opened"},
     false},
    {"import",
     BASE_PEOPLE,
     "lin",
     {"import", "{data}/breast-cancer-teacher.json"},
     {UNSAID},
     false},
    {"attach", BASE_DRAFT, "lin", {"attach", "{no}", "D11", "paper.pdf"}, {UNSAID}, false},
    {"set",
     BASE_DRAFT,
     "lin",
     {"set", "{no}", "patient.phone=13900000042", "case.ward=外科é"},
     {UNSAID},
     false},
    {"mark",
     BASE_SUBMITTED,
     "zhou",
     {"mark", "{no}", "patient.phone=请核对é", "--reason", "other"},
     {UNSAID},
     false},
    {"blacklist",
     BASE_PEOPLE,
     "zhou",
     {"blacklist", "add", "phone=13900000042", "--reason", "伪造票据é", "--evidence", "来函"},
     {UNSAID},
     false},
    {"card",
     BASE_PEOPLE,
     "zhou",
     {"card", "--out", "t1.card", "--replace"},
     {UNSAID, "stands in its place"},
     false},
    {"submit", BASE_DRAFT, "lin", {"submit", "{no}"}, {UNSAID}, false},
    {"approve",
     BASE_SUBMITTED,
     "zhou",
     {"approve", "{no}", "--comment", "提示事项已逐条核对"},
     {UNSAID},
     false},
    {"amend",
     BASE_APPROVED,
     "lin",
     {"amend", "{no}", "--comment", "账号有误é"},
     {UNSAID},
     false},
    {"stop",
     BASE_SUBMITTED,
     "lin",
     {"stop", "{no}", "--reason", "fraud", "--comment", "票据对不上é"},
     {UNSAID},
     false},
    {"hand",
     BASE_DRAFT,
     "lin",
     {"hand", "{no}", "zhou", "--comment", "请接手é"},
     {UNSAID},
     false},
    {"second-approval",
     BASE_PEOPLE,
     "zhou",
     {"second-approval", "--above", "500000"},
     {UNSAID},
     false},
    {"stage",
     BASE_BATCH,
     "lin",
     {"stage", "{no}", "accepted", "--comment", "平台来电é"},
     {UNSAID},
     false},
    {"export",
     BASE_APPROVED,
     "zhou",
     {"export", "--template", "neutral", "--out", "x.xlsx"},
     {UNSAID, "the next start"},
     false},
    {"export-again",
     BASE_BATCH,
     "zhou",
     {"export", "--batch", "T1-B0001", "--out", "again.xlsx"},
     {UNSAID, "the next start"},
     false},
    {"receipt", BASE_BATCH, "zhou", {"receipt", "T1-B0001", "reply.csv"}, {UNSAID}, false},
    {"papers",
     BASE_DRAFT,
     "lin",
     {"papers", "{no}", "--out", "papers", "--replace"},
     {UNSAID},
     false},
    {"report",
     BASE_APPROVED,
     "zhou",
     {"report", "--from", "2026-01-01", "--to", "2026-12-31", "--out", "r.xlsx", "--replace"},
     {UNSAID},
     false},
    {"backup", BASE_APPROVED, "zhou", {"backup", "copy.db"}, {UNSAID}, false},
    {"restore",
     BASE_BACKUP,
     "zhou",
     {"restore", "copy.db", "--older"},
     {UNSAID, "stands in its place"},
     false},
    {"move", BASE_MOVING, "zhou", {"move", "--out", "copy.db"}, {UNSAID}, false},
    {"practice",
     BASE_EMPTY,
     NULL,
     {"practice", "--store", "new/practice.db"},
     {UNSAID, "is made, but could not be opened"},
     false},
    {"user-add",
     BASE_PEOPLE,
     "zhou",
     {"user", "add", "he", "--role", "adviser", "--new-passphrase-file", "{other}"},
     {UNSAID},
     false},
    {"user-disable", BASE_PEOPLE, "zhou", {"user", "disable", "lin"}, {UNSAID}, false},
    {"passphrase",
     BASE_PEOPLE,
     "lin",
     {"user", "passphrase", "lin", "--new-passphrase-file", "{other}"},
     {UNSAID},
     false},
    {"seal", BASE_PLAIN, "zhou", {"seal", "store.db"}, {UNSAID, "stands in its place"}, false},
    {"seal-into",
     BASE_PLAIN,
     "zhou",
     {"seal", "store.db", "--into", "sealed.db"},
     {UNSAID, "stands in its place"},
     false},
    {"rekey", BASE_SEALED, "zhou", {"rekey"}, {UNSAID, "stands in its place"}, false},
    {"unseal",
     BASE_SEALED,
     "zhou",
     {"unseal", "store.db", "--out", "plain.db"},
     {UNSAID, "stands in its place"},
     false},
    {"recover",
     BASE_SEALED,
     NULL,
     {"recover", "--code-file", "{code}", "--supervisor", "wu", "--new-passphrase-file",
      "{other}"},
     {UNSAID},
     false},
    {"toy-unsynced", BASE_EMPTY, NULL, {"unsynced"}, {NULL}, true},
    {"toy-unchecked", BASE_EMPTY, NULL, {"unchecked"}, {NULL}, true},
    {"toy-two-steps", BASE_EMPTY, NULL, {"two-steps"}, {NULL}, true},
    {"toy-right", BASE_EMPTY, NULL, {"right"}, {NULL}, true},
};
const size_t command_count = COUNT_OF(commands);

/* Each base comes of another one by commands of the table. */
static const struct {
    BaseId from;
    const char *commands[3];
} bases[BASE_COUNT] = {
    [BASE_EMPTY] = {BASE_EMPTY, {NULL}},
    [BASE_PEOPLE] = {BASE_EMPTY, {"init"}},
    [BASE_DRAFT] = {BASE_PEOPLE, {"import"}},
    [BASE_SUBMITTED] = {BASE_DRAFT, {"attach", "submit"}},
    [BASE_APPROVED] = {BASE_SUBMITTED, {"approve"}},
    [BASE_BATCH] = {BASE_APPROVED, {"export"}},
    [BASE_BACKUP] = {BASE_APPROVED, {"backup", "import"}},
    [BASE_MOVING] = {BASE_APPROVED, {"backup"}},
    [BASE_SEALED] = {BASE_APPROVED, {NULL}},
    [BASE_PLAIN] = {BASE_APPROVED, {NULL}},
};

static NORETURN void give_up(const char *what, const char *which, const char *why)
{
    fprintf(stderr, "%s %s: %s\n", what, which, why ? why : "");
    exit(EXIT_FAILURE);
}

const Command *bench_command(const char *name)
{
    for (size_t i = 0; i < command_count; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    give_up("there is no command", name, NULL);
}

const Command *bench_next(size_t *at, int n, char *const *names)
{
    while (*at < command_count) {
        const Command *command = &commands[(*at)++];
        for (int i = 0; i < n; i++)
            if (strcmp(names[i], command->name) == 0 ||
                (!command->toy && strcmp(names[i], "all") == 0))
                return command;
    }
    return NULL;
}

/* ---- running ---- */

static char *put_in(const char *text, const char *sign, const char *value)
{
    Buf out = BUF_INIT;
    const char *at = strstr(text, sign);
    if (!at)
        return xstrdup(text);
    buf_add_bytes(&out, text, (size_t)(at - text));
    buf_addf(&out, "%s%s", value ? value : "", at + strlen(sign));
    return buf_take(&out);
}

static char *argument(const Bench *bench, const char *text)
{
    static const char *const files[] = {"secret", "other", "code"};
    char *a = put_in(text, "{no}", bench->no), *b = put_in(a, "{data}", bench->data);
    free(a);
    for (size_t i = 0; i < COUNT_OF(files); i++) {
        char sign[16], *path = temp_path(bench->root, files[i]);
        snprintf(sign, sizeof(sign), "{%s}", files[i]);
        a = put_in(b, sign, path);
        free(b);
        free(path);
        b = a;
    }
    return b;
}

static char **arguments(const Bench *bench, const Command *command)
{
    enum { EXTRA = 8 };
    char **argv = xcalloc(COMMAND_ARGS + EXTRA, sizeof(*argv));
    size_t n = 0;
    bool store = true;
    argv[n++] = xstrdup(command->toy ? bench->toy : bench->program);
    for (size_t i = 0; i < COMMAND_ARGS && command->args[i]; i++) {
        store = store && strcmp(command->args[i], "--store") != 0;
        argv[n++] = argument(bench, command->args[i]);
    }
    if (store && !command->toy) {
        argv[n++] = xstrdup("--store");
        argv[n++] = xstrdup("store.db");
    }
    if (command->as) {
        argv[n++] = xstrdup("--as");
        argv[n++] = xstrdup(command->as);
        argv[n++] = xstrdup("--passphrase-file");
        argv[n++] = temp_path(bench->root, "secret");
    }
    return argv;
}

static char **environment(const Bench *bench)
{
    static const char *const kept[] = {"PATH", "top_srcdir", "top_builddir"};
    enum { ROOM = 16 };
    char **list = xcalloc(ROOM, sizeof(*list));
    size_t n = 0;
    Buf text = BUF_INIT;
    buf_addf(&text, "HOME=%s/home", bench->root);
    list[n++] = buf_take(&text);
    buf_addf(&text, "TMPDIR=%s/tmp", bench->run);
    list[n++] = buf_take(&text);
    for (size_t i = 0; i < COUNT_OF(kept); i++) {
        const char *value = getenv(kept[i]);
        buf_addf(&text, "%s=%s", kept[i], value ? value : "");
        list[n++] = buf_take(&text);
    }
    list[n++] = xstrdup("LC_ALL=C.UTF-8");
    list[n++] = xstrdup("TZ=UTC");
    /* The search for leaks traces the program itself, which only one can do. */
    list[n++] = xstrdup("ASAN_OPTIONS=exitcode=99:detect_leaks=0:malloc_context_size=2");
    list[n++] = xstrdup("UBSAN_OPTIONS=exitcode=99:print_stacktrace=1");
    return list;
}

static void free_list(char **list)
{
    for (size_t i = 0; list[i]; i++)
        free(list[i]);
    free(list);
}

TraceEnd bench_run(Bench *bench, const Command *command, CallHook *hook, void *ctx)
{
    char **argv = arguments(bench, command), **list = environment(bench);
    const TraceRun run = {.argv = argv,
                          .environ = list,
                          .folder = bench->run,
                          .out = bench->out,
                          .err = bench->err,
                          .patience = bench->patience,
                          .hook = hook,
                          .ctx = ctx};
    TraceEnd end = trace_run(&run);
    free_list(argv);
    free_list(list);
    return end;
}

void bench_clear(Bench *bench)
{
    if (access(bench->run, F_OK) == 0)
        temp_free(xstrdup(bench->run));
}

static char *base_path(const Bench *bench, BaseId base)
{
    Buf path = BUF_INIT;
    buf_addf(&path, "%s/base-%d", bench->root, (int)base);
    return buf_take(&path);
}

static void start_from(Bench *bench, BaseId base)
{
    char *from = base_path(bench, base);
    bench_clear(bench);
    state_copy(from, bench->run);
    free(from);
}

void bench_start(Bench *bench, const Command *command)
{
    start_from(bench, command->base);
}

/* ---- what the commands start from ---- */

/* By zhou, where it is sealed. */
static Store *open_base(const char *path, SealKey **key)
{
    Store *store = NULL;
    Err err = {0};
    *key = NULL;
    if (store_is_sealed(path) && !store_unlock(path, "zhou", MADE_PASSPHRASE, key, NULL, &err))
        give_up("opening", path, err.text);
    if (*key)
        seal_ring_add(*key);
    if (!store_open(path, STORE_OPEN, &store, &err))
        give_up("opening", path, err.text);
    return store;
}

static void close_base(Store *store, SealKey *key)
{
    store_close(store);
    seal_ring_remove(key);
    seal_key_free(key);
}

/* In place of what init made: with lin, and passphrases that cost next to nothing to check;
 * later ones the least. */
static void add_people(const char *path)
{
    static const Person people[] = {{"zhou", "zhou", "supervisor", MADE_PASSPHRASE},
                                    {"lin", "林社工", "social_worker", MADE_PASSPHRASE}};
    const KdfCost least = kdf_cost_least();
    const PeopleStore what = {.organisation = "某医院",
                              .station = "T1",
                              .cost = &least,
                              .people = people,
                              .n = COUNT_OF(people)};
    Err err = {0};
    if (unlink(path) != 0 || !people_begin(path, &what, &err))
        give_up("making with people", path, err.text);
}

static void read_number(Bench *bench, const char *path)
{
    SealKey *key;
    Store *store = open_base(path, &key);
    Err err = {0};
    if (!sql_get_text(store, &err, &bench->no, "SELECT min(no) FROM case_file", NULL))
        give_up("reading", path, err.text);
    close_base(store, key);
    free(temp_text(bench->root, "no", bench->no));
}

/* Both of them by the passphrases that count, and the recovery code that is in the file. */
static bool let_in(Store *store, const char *name, Err *err)
{
    char *text = NULL;
    PassRecord record;
    PassKey *pass = NULL;
    bool done = sql_get_text(store, err, &text, "SELECT passhash FROM user WHERE name = ?", "t",
                             name) &&
                pass_record_parse(text, &record) &&
                passkey_make(MADE_PASSPHRASE, &record.cost, record.salt, &pass, err) &&
                store_let_in(store, name, pass, &record, err);
    passkey_free(pass);
    free(text);
    return done;
}

static bool give_code(const char *path, SealKey *key, const char *code, Err *err)
{
    SealHeader *header = NULL;
    bool done = seal_header_read(path, &header, err) == SEAL_WHOLE &&
                seal_header_set_recovery(header, code, key, err) &&
                seal_header_write(path, header, key, err);
    seal_header_free(header);
    return done;
}

static void let_people_in(const Bench *bench, const char *path)
{
    SealKey *key;
    Store *store = open_base(path, &key);
    Err err = {0};
    char *file = temp_path(bench->root, "code"), *code = temp_read(file, NULL);
    code[strcspn(code, "\n")] = '\0';
    /* What was there for a passphrase is a stray one while nobody is an owner. */
    if (key && !(store_begin(store, &err) && store_keep_slots(store, NULL, 0, &err) &&
                 let_in(store, "zhou", &err) && let_in(store, "lin", &err) &&
                 store_commit(store, &err) && give_code(path, key, code, &err)))
        give_up("letting people into", path, err.text);
    close_base(store, key);
    free(code);
    free(file);
}

/* What the platform says of the batch: refused, with marks, so that much is written. */
static void add_reply(Bench *bench)
{
    Buf text = BUF_INIT;
    buf_addf(&text, "案例编号,审核结果,原因,平台编号\n%s,驳回,收款人账号有误,SDC-1\n",
             bench->no);
    free(temp_text(bench->run, "reply.csv", text.data));
    buf_free(&text);
}

static void must_run(Bench *bench, const Command *command)
{
    TraceEnd end = bench_run(bench, command, NULL, NULL);
    if (end.status != 0)
        give_up("without a fault", command->name, temp_read(bench->err, NULL));
}

static void move_in(const char *from, const char *to)
{
    if (rename(from, to) != 0)
        give_up("moving", from, to);
}

/* By the commands for that; the copies of papers go along. */
static void bring_to_form(Bench *bench, const char *store, bool sealed)
{
    char *plain = temp_path(bench->run, "plain.db"), *files = attach_folder(store),
         *plain_files = attach_folder(plain);
    if (store_is_sealed(store) == sealed)
        goto out;
    must_run(bench, bench_command(sealed ? "seal" : "unseal"));
    if (!sealed) {
        move_in(plain, store);
        if (access(plain_files, F_OK) == 0) {
            path_drop(files);
            move_in(plain_files, files);
        }
    }
out:
    path_sweep(bench->run, "");
    free(plain);
    free(files);
    free(plain_files);
}

/* What is kept of before is nothing that is asked about. */
static void drop_before(const Bench *bench)
{
    char *kept = temp_path(bench->run, "store.db.before-seal.bak");
    unlink(kept);
    free(kept);
}

static void form_base(Bench *bench, BaseId base, const char *store)
{
    if (base == BASE_PEOPLE)
        add_people(store);
    if (base != BASE_PEOPLE && base != BASE_SEALED && base != BASE_PLAIN)
        return;
    bring_to_form(bench, store, base == BASE_PEOPLE ? bench->sealed : base == BASE_SEALED);
    let_people_in(bench, store);
    drop_before(bench);
}

static void make_base(Bench *bench, BaseId base)
{
    char *path = base_path(bench, base), *store = temp_path(bench->run, "store.db");
    if (access(path, F_OK) == 0)
        goto out;
    make_base(bench, bases[base].from);
    start_from(bench, bases[base].from);
    for (size_t i = 0; i < COUNT_OF(bases[base].commands) && bases[base].commands[i]; i++)
        must_run(bench, bench_command(bases[base].commands[i]));
    form_base(bench, base, store);
    if (base == BASE_DRAFT)
        read_number(bench, store);
    if (base == BASE_BATCH)
        add_reply(bench);
    state_copy(bench->run, path);
out:
    free(store);
    free(path);
}

static void make_empty(Bench *bench)
{
    static const char pdf[] = "%PDF-1.4\npaper\n%%EOF\n";
    char *path = base_path(bench, BASE_EMPTY), *temp = temp_path(path, "tmp");
    if (access(path, F_OK) == 0)
        goto out;
    if (mkdir(path, 0700) != 0 || mkdir(temp, 0700) != 0)
        give_up("making", path, NULL);
    free(temp_text(path, "paper.pdf", pdf));
out:
    free(temp);
    free(path);
}

void bench_refer(Bench *bench, const Command *command)
{
    Reference *reference = &bench->references[command - commands];
    if (reference->before || kept_reference(bench, command, reference))
        return;
    make_base(bench, command->base);
    bench_start(bench, command);
    reference->before = state_first(bench->run);
    must_run(bench, command);
    reference->after = state_first(bench->run);
    reference->status_again = bench_run(bench, command, NULL, NULL).status;
    reference->again = state_first(bench->run);
    if (strcmp(reference->before, reference->after) == 0)
        give_up("nothing is seen of", command->name, NULL);
    if (strstr(reference->after, "DAMAGED") || strstr(reference->again, "DAMAGED"))
        give_up("damaged without a fault", command->name, reference->again);
    kept_write(bench, command, reference);
}

static char *build_path(const char *name)
{
    const char *top = getenv("top_builddir");
    char *path = temp_path(top ? top : "build", name), *whole = realpath(path, NULL);
    if (!whole)
        give_up("there is no program", path, "set top_srcdir and top_builddir");
    free(path);
    return whole;
}

static void make_secrets(const Bench *bench)
{
    char code[CODE_TEXT], *there = kept_read(bench, "code");
    free(there);
    if (there)
        return;
    code_make(code);
    const char *const secrets[][2] = {
        {"secret", MADE_PASSPHRASE}, {"other", "plum rain on tiles"}, {"code", code}};
    for (size_t i = 0; i < COUNT_OF(secrets); i++) {
        char *file = temp_text(bench->root, secrets[i][0], secrets[i][1]);
        if (chmod(file, 0600) != 0)
            give_up("making", file, NULL);
        free(file);
    }
}

static void make_folder(const char *path)
{
    if (access(path, F_OK) != 0 && mkdir(path, 0700) != 0)
        give_up("making", path, NULL);
}

static void open_root(Bench *bench)
{
    const char *kept = getenv("BENCH");
    bench->kept = kept && kept[0];
    bench->root =
        bench->kept ? temp_path(kept, bench->sealed ? "sealed" : "plain") : temp_new();
    make_folder(bench->root);
    char *home = temp_path(bench->root, "home");
    make_folder(home);
    free(home);
}

Bench *bench_open(void)
{
    enum { PATIENCE = 20 };
    Bench *bench = xcalloc(1, sizeof(*bench));
    const char *source = getenv("top_srcdir"), *stores = getenv("STORES");
    bench->sealed = !stores || strcmp(stores, "plain") != 0;
    open_root(bench);
    bench->program = build_path("anjuan");
    bench->toy = build_path("tests/faults/careless");
    char *data = temp_path(source ? source : ".", "data/practice");
    bench->data = realpath(data, NULL);
    free(data);
    bench->share = 1;
#ifdef __SANITIZE_ADDRESS__
    const char *share = getenv("SANITIZED_SHARE");
    bench->sanitized = true;
    if (share && atoi(share) > 1)
        bench->share = (size_t)atoi(share);
#endif
    bench->patience = PATIENCE * patience_times();
    make_secrets(bench);
    bench->no = kept_read(bench, "no");
    bench_work(bench, 0);
    make_empty(bench);
    bench->references = xcalloc(command_count, sizeof(*bench->references));
    return bench;
}

void bench_work(Bench *bench, int worker)
{
    Buf name = BUF_INIT;
    free(bench->run);
    free(bench->out);
    free(bench->err);
    buf_addf(&name, "%s/run-%d", bench->root, worker);
    bench->run = xstrdup(name.data);
    buf_add(&name, ".out");
    bench->out = xstrdup(name.data);
    buf_cut(&name, name.len - 4);
    buf_add(&name, ".err");
    bench->err = buf_take(&name);
}

void bench_free(Bench *bench)
{
    for (size_t i = 0; i < command_count; i++) {
        free(bench->references[i].before);
        free(bench->references[i].after);
        free(bench->references[i].again);
    }
    free(bench->references);
    free(bench->run);
    free(bench->out);
    free(bench->err);
    free(bench->no);
    free(bench->program);
    free(bench->toy);
    free(bench->data);
    if (bench->kept)
        free(bench->root);
    else
        temp_free(bench->root);
    free(bench);
}

/* ---- judging ---- */

static char *fault_text(const char *what, const char *wanted, const char *found)
{
    Buf text = BUF_INIT;
    char *difference = wanted ? state_difference(wanted, found) : xstrdup(found);
    buf_addf(&text, "%s%s%s", what, difference[0] ? ": " : "", difference);
    free(difference);
    return buf_take(&text);
}

/* A stderr that is read once more after the command was said again would be another one. */
static bool says_done_though(const Command *command, const char *message)
{
    for (size_t i = 0; i < COMMAND_SAYS && command->done_though[i]; i++)
        if (strstr(message, command->done_though[i]))
            return true;
    return false;
}

/* Memory that ended may end before or after what was begun is stored, and the words say so. */
static bool leaves_open(const char *message)
{
    return strstr(message, "look before you do it again") != NULL;
}

static char *judge_now(const Reference *reference, const char *now, Said said, bool stood)
{
    if (!stood && strcmp(now, reference->before) != 0)
        return fault_text("neither before nor after",
                          said == SAID_DONE ? reference->after : reference->before, now);
    if (said == SAID_DONE && !stood)
        return fault_text("said done, and is not", reference->after, now);
    return NULL;
}

/* Said once more, it ends as it would have without a fault, and leaves nothing behind. */
static char *judge_again(Bench *bench, const Command *command, bool stood)
{
    const Reference *reference = &bench->references[command - commands];
    TraceEnd end = bench_run(bench, command, NULL, NULL);
    int wanted = stood ? reference->status_again : reference->status;
    const char *held = stood ? reference->again : reference->after;
    char *message = temp_read(bench->err, NULL), *fault = NULL, *strays = NULL;
    char *now = state_of(bench->run), *hidden = state_hidden(bench->run);
    message[strcspn(message, "\n")] = '\0';
    if (end.status != wanted)
        fault = fault_text(stood ? "done, and said again" : "said again", NULL, message);
    else if (strcmp(now, held) != 0)
        fault = fault_text("said again it gives something else", held, now);
    else if (hidden[0])
        fault = fault_text("left behind", NULL, hidden);
    else if (end.status == 0 && (strays = state_strays(bench->run))[0])
        fault = fault_text("left behind", NULL, strays);
    free(message);
    free(now);
    free(hidden);
    free(strays);
    return fault;
}

/* An export that was interrupted is finished or withdrawn by the next program that may write,
 * which here asks for a case that there is not. */
static void next_start(Bench *bench, const Command *command)
{
    static const Command start = {"start", BASE_EMPTY, "zhou", {"submit", "T1-2000-000000"},
                                  {NULL},  false};
    if (strncmp(command->name, "export", strlen("export")) == 0)
        bench_run(bench, &start, NULL, NULL);
}

char *bench_judge(Bench *bench, const Command *command, Said said, bool *stood)
{
    const Reference *reference = &bench->references[command - commands];
    next_start(bench, command);
    char *now = state_of(bench->run);
    *stood = strcmp(now, reference->after) == 0;
    char *fault = judge_now(reference, now, said, *stood);
    free(now);
    return fault ? fault : judge_again(bench, command, *stood);
}

char *bench_judge_end(Bench *bench, const Command *command, const TraceEnd *end, bool *stood)
{
    enum { STATUS_MOST = 3 };
    char *message = temp_read(bench->err, NULL), *fault = NULL;
    Buf text = BUF_INIT;
    bool though = says_done_though(command, message);
    *stood = false;
    message[strcspn(message, "\n")] = '\0';
    if (end->hung)
        buf_add(&text, "hangs");
    else if (end->signal)
        buf_addf(&text, "killed by signal %d: %s", end->signal, message);
    else if (end->status > STATUS_MOST)
        buf_addf(&text, "ended with status %d: %s", end->status, message);
    else if (end->status != 0 && !message[0] && !command->toy)
        buf_addf(&text, "ended with status %d and no word", end->status);
    if (!text.len)
        fault = bench_judge(bench, command, end->status == 0 ? SAID_DONE : SAID_NO, stood);
    else
        fault = xstrdup(text.data);
    if (!fault && end->status != 0 && *stood != though && !leaves_open(message))
        fault = fault_text(though ? "said that it was done, and is not"
                                  : "said no, and had done it",
                           NULL, message);
    buf_free(&text);
    free(message);
    return fault;
}
