/* What it costs to store one cell of a list of 5, 50, 500 and 2,000 rows, and to judge a case
 * whose lists all have 1,500 rows, in processor time. cells STORE DATA: STORE is a practice
 * store, to which cases are added. */
#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "app/case.h"
#include "app/edit.h"
#include "app/import.h"
#include "app/judge.h"
#include "app/practice.h"
#include "base/attr.h"
#include "base/buf.h"
#include "base/path.h"
#include "exchange/portable.h"

enum {
    CELLS = 40,
    JUDGED_ROWS = 1500 /* of each list: more is above 8 MB, which no case may be */
};

static int64_t cpu_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* A value that the field takes, other in each row. */
static void put_value(CaseFile *file, const Codes *codes, const FieldDef *field, size_t row,
                      int64_t own)
{
    const CodeTable *table = field->codes ? codes_table(codes, field->codes) : NULL;
    Buf text = BUF_INIT;
    if (field_is_number(field))
        buf_addf(&text, "%zu", 1000 + row);
    else if (field->type == FT_CODE && table)
        buf_add(&text, code_at(table, row % code_count(table))->code);
    else if (field->type == FT_YESNO)
        buf_add(&text, row % 2 ? "no" : "yes");
    else if (field->type == FT_DATE)
        buf_addf(&text, "2026-%02zu-%02zu", 1 + row % 10, 1 + row % 28);
    else if (field->type == FT_TEXT || field->type == FT_PROSE)
        buf_addf(&text, "%s %lld %zu", field->key, (long long)own, row);
    else if (field->type == FT_PHONE)
        buf_addf(&text, "138%08zu", row);
    if (text.len)
        case_put(file, field->id, row, text.data);
    buf_free(&text);
}

/* A case of the store with so many rows in one list, or in all with REC_COUNT. */
static CaseFile *large_case(Session *session, const char *folder, RecordId only, size_t rows,
                            Err *err)
{
    Arena *arena = arena_new();
    Buf text = BUF_INIT;
    CaseFile *file = case_new(), *stored = NULL;
    const char **numbers;
    size_t n;
    char *path = path_join(folder, "large.json");
    int64_t own = cpu_us(); /* no number of it stands in another case */
    for (int id = 0; id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        bool many = catalog_record(field->record)->flags & RF_MANY;
        if (!many || (only != REC_COUNT && field->record != only) || field->flags & FF_GIVEN)
            continue;
        for (size_t row = 0; row < rows; row++)
            put_value(file, session_fields(session)->codes, field, row, own);
    }
    portable_write(file, &text);
    if (path_write(path, text.data, text.len, err) &&
        app_import(session, (const char *[]){path}, 1, arena, &numbers, &n, err))
        app_case_open(session, numbers[0], &stored, err);
    remove(path);
    free(path);
    case_free(file);
    buf_free(&text);
    arena_free(arena);
    return stored;
}

static bool bench_cells(Session *session, const char *folder, size_t rows, Err *err)
{
    CaseFile *file = large_case(session, folder, REC_EXPENSE, rows, err);
    bool done = file != NULL;
    int64_t from = 0;
    /* The first pays for what is opened once. */
    for (size_t i = 0; done && i <= CELLS; i++) {
        Buf typed = BUF_INIT;
        if (i == 1)
            from = cpu_us();
        buf_addf(&typed, "%zu", 2000 + i);
        done = app_case_set(session, file, F_EXPENSE_amount_fen, i * 7 % rows, typed.data, err);
        buf_free(&typed);
    }
    if (done)
        printf("%-30s %9lld us cpu, in a list of %zu rows\n", "store a cell",
               (long long)(cpu_us() - from) / CELLS, rows);
    case_free(file);
    return done;
}

static bool bench_judge(Session *session, const char *folder, size_t rows, Err *err)
{
    Finding *found;
    size_t n;
    Arena *arena = arena_new();
    CaseFile *file = large_case(session, folder, REC_COUNT, rows, err), *small = case_new();
    /* Another case between, so that nothing is left of this one. */
    bool done = file && app_case_findings(session, small, arena, &found, &n, err);
    int64_t from = cpu_us();
    done = done && app_case_findings(session, file, arena, &found, &n, err);
    if (done)
        printf("%-30s %9lld us cpu, all lists of %zu rows, %zu findings\n", "judge a case",
               (long long)(cpu_us() - from), rows, n);
    case_free(file);
    case_free(small);
    arena_free(arena);
    return done;
}

int main(int argc, char **argv)
{
    static const size_t sizes[] = {5, 50, 500, PORTABLE_MAX_ROWS};
    Session *session = NULL;
    const PracticeUser *users;
    size_t n;
    Err err = {0};
    if (argc != 3)
        return 2;
    SessionOptions options = {.store = argv[1], .data = argv[2], .lang = "en"};
    char *folder = path_folder(argv[1]);
    bool done = session_open(&options, STORE_OPEN, &session, &err) &&
                app_practice_users(session, &users, &n, &err) && n &&
                session_sign_in(session, users[0].name, users[0].passphrase, &err);
    for (size_t i = 0; done && i < COUNT_OF(sizes); i++)
        done = bench_cells(session, folder, sizes[i], &err);
    done = done && bench_judge(session, folder, JUDGED_ROWS, &err);
    if (!done)
        fprintf(stderr, "cells: %s\n", err.text);
    session_close(session);
    free(folder);
    return !done;
}
