/* Two sessions on one store, and cases brought as far as a test needs them. */
#include "config.h"

#include "tests/support/app_help.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "app/accept.h"
#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/inner.h"
#include "app/move.h"
#include "app/sample.h"
#include "base/attr.h"
#include "exchange/portable.h"
#include "store/inner.h"
#include "tests/support/made_store.h"
#include "tests/support/temp.h"

Session *zhou, *lin;
Arena *arena;
char *help_store_file, *help_data;
SessionOptions help_options;

Session *help_open_as(const char *name)
{
    Session *session;
    ck_done(session_open(&help_options, STORE_OPEN, &session, &help_err));
    ck_done(session_sign_in(session, name, MADE_PASSPHRASE, &help_err));
    return session;
}

void help_app_start(void)
{
    const char *top = getenv("top_srcdir");
    Buf folder = BUF_INIT;
    help_start();
    buf_addf(&folder, "%s/data", top ? top : "..");
    help_data = buf_take(&folder);
    help_store_file = help_path("case.db");
    arena = arena_new();
    help_options = (SessionOptions){.store = help_store_file,
                                    .data = help_data,
                                    .site = help_folder,
                                    .lang = "en",
                                    .on = {2026, 11, 21}};
    ck_done(made_store_write(help_store_file, &help_err));
    zhou = help_open_as("zhou");
    lin = help_open_as("lin");
}

void help_app_stop(void)
{
    session_close(zhou);
    session_close(lin);
    arena_free(arena);
    free(help_store_file);
    free(help_data);
    help_stop();
}

const char *help_whole_case(Session *session, uint64_t number)
{
    Buf text = BUF_INIT;
    const char **numbers;
    size_t n;
    CaseFile *file = sample_case(1, number, session_today(session), 0);
    portable_write(file, &text);
    case_free(file);
    char *path = temp_file(help_folder, "whole.json", text.data, text.len);
    ck_done(app_import(session, (const char *[]){path}, 1, arena, &numbers, &n, &help_err));
    ck_assert_uint_eq(n, 1);
    free(path);
    buf_free(&text);
    return numbers[0];
}

void help_accept(Session *session)
{
    KnowledgeChanges changes;
    ck_done(app_knowledge_changes(session, arena, &changes, &help_err));
    ck_done(app_knowledge_accept(session, changes.version, NULL, &help_err));
}

void help_move(Session *session, const char *no, Verb verb)
{
    CaseFile *file;
    ck_done(app_case_open(session, no, &file, &help_err));
    Decision decision = {.comment = "提示已核对"};
    ck_done(app_case_move(session, &file, verb, verb == VERB_APPROVE ? &decision : NULL,
                          &help_err));
    case_free(file);
}

const char *help_approved_case(uint64_t number)
{
    const char *no = help_whole_case(lin, number);
    help_move(lin, no, VERB_SUBMIT);
    help_move(zhou, no, VERB_APPROVE);
    return no;
}

bool help_export(Session *session, const char *const *numbers, size_t n, const char *path,
                 bool replace, const Progress *progress, BatchRow *out)
{
    ExportWish wish = {.template_ = "neutral", .numbers = numbers, .n = n};
    return app_export(session, &wish, path, replace, progress, arena, out, NULL, &help_err);
}

typedef struct Meanwhile {
    sqlite3 *db;
    const char *part, *sql;
} Meanwhile;

static int run_meanwhile(unsigned what UNUSED, void *ctx, void *statement UNUSED, void *text)
{
    const Meanwhile *next = ctx;
    if (!strstr(text, next->part))
        return 0;
    sqlite3_trace_v2(next->db, 0, NULL, NULL);
    ck_assert(help_raw(help_store_file, next->sql));
    return 0;
}

void help_meanwhile(Session *session, const char *part, const char *sql)
{
    static Meanwhile next; /* SQLite keeps its address */
    next = (Meanwhile){.db = session_store(session)->db, .part = part, .sql = sql};
    sqlite3_trace_v2(next.db, SQLITE_TRACE_STMT, run_meanwhile, &next);
}

void help_grant_erasure(Session *session, const char *no)
{
    char *request[] = {"request[+].on=2026-11-20", "request[1].by=甲é",
                       "request[1].relation=52", "request[1].answered_on=2026-11-20",
                       "request[1].answer=granted"};
    CaseFile *file;

    ck_done(app_case_open(session, no, &file, &help_err));
    for (size_t i = 0; i < COUNT_OF(request); i++)
        ck_done(app_case_set_paths(session, file, &request[i], 1, &help_err));
    case_free(file);
}

static int verify(const char *store, const char *out)
{
    const char *top = getenv("top_builddir");
    char *program = arena_printf(arena, "%s/anjuan-verify", top ? top : "."),
         *const argv[] = {program, arena_dup(arena, store), NULL};
    int status = -1;
    pid_t pid = fork();
    if (pid == 0) {
        if (out && (!freopen(out, "w", stdout) || dup2(1, 2) < 0))
            _exit(127);
        execv(program, argv);
        _exit(127);
    }
    ck_assert(pid > 0 && waitpid(pid, &status, 0) == pid);
    return status;
}

void help_also_whole(const char *store)
{
    ck_assert_int_eq(verify(store, NULL), 0);
}

void help_also_named(const char *store, const char *says)
{
    char *out = help_path("named");
    ck_assert_int_ne(verify(store, out), 0);
    char *text = temp_read(out, NULL);
    ck_assert_msg(strstr(text, says) != NULL, "%s", text);
    free(text);
    free(out);
}
