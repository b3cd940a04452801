/* Adds the files of the folders and the texts of the lists to one WordList, and keeps what each
 * person took. */
#include "config.h"

#include "app/words.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "app/inner.h"
#include "base/attr.h"
#include "base/i18n.h"
#include "base/mem.h"
#include "base/path.h"
#include "domain/catalog.h"
#include "store/habit.h"
#include "store/pick_count.h"

enum { FILES_MAX = 32 };

/* What is read, by the end of its name. */
typedef bool AddFile(WordList *list, const char *file, const char *text, size_t len, Err *err);

static AddFile *how_to_add(const char *name)
{
    static const struct {
        const char *end;
        AddFile *add;
    } kinds[] = {{".tsv", wordlist_add_file}, {".pairs", wordlist_add_pairs}};
    size_t len = strlen(name);
    for (size_t i = 0; name[0] != '.' && i < COUNT_OF(kinds); i++) {
        size_t end = strlen(kinds[i].end);
        if (len > end && strcmp(name + len - end, kinds[i].end) == 0)
            return kinds[i].add;
    }
    return NULL;
}

static bool add_file(WordList *list, const char *folder, const char *name, Err *err)
{
    Buf text = BUF_INIT;
    char *path = path_join(folder, name);
    bool done = path_read(path, WORDLIST_FILE_MAX, &text, err) &&
                how_to_add(name)(list, path, text.data, text.len, err);
    free(path);
    buf_free(&text);
    return done;
}

static bool add_folder(WordList *list, const char *root, Err *err)
{
    char *folder = path_join(root, "pinyin");
    DIR *dir = opendir(folder);
    struct dirent *entry;
    bool done = true;
    int files = 0;
    if (!dir && errno != ENOENT)
        done = err_set(err, ERR_IO, _("%s cannot be read: %s"), folder, i18n_errno(errno));
    while (dir && done && (entry = readdir(dir))) {
        if (!how_to_add(entry->d_name))
            continue;
        done = ++files <= FILES_MAX
                   ? add_file(list, folder, entry->d_name, err)
                   : err_set(err, ERR_INPUT, _("%s holds more than %d lists of words"), folder,
                             FILES_MAX);
    }
    if (dir)
        closedir(dir);
    free(folder);
    return done;
}

void app_words_each(const char *root, WordsFile *visit, void *ctx)
{
    char *folder = path_join(root, "pinyin");
    DIR *dir = opendir(folder);
    struct dirent *entry;
    while (dir && (entry = readdir(dir))) {
        char *path = path_join(folder, entry->d_name);
        if (how_to_add(entry->d_name))
            visit(ctx, path);
        free(path);
    }
    if (dir)
        closedir(dir);
    free(folder);
}

static void add_codes(WordList *list, const Codes *codes)
{
    for (size_t t = 0; t < codes_table_count(codes); t++) {
        const CodeTable *table = codes_table_at(codes, t);
        for (size_t i = 0; i < code_count(table); i++) {
            const CodeEntry *entry = code_at(table, i);
            if (entry->text_zh && !entry->retired)
                wordlist_add_text(list, entry->text_zh,
                                  code_attribute(table, entry->code, "reading"));
        }
    }
}

/* The lists of what was typed. One that cannot be read is as if nothing were there. */
static void add_picked(WordList *list, Session *session)
{
    const User *user = session_user(session);
    Arena *arena = arena_new();
    for (int id = 0; user && id < FIELD_COUNT; id++) {
        const FieldDef *field = catalog_field((FieldId)id);
        PickCount *rows = NULL;
        size_t n = 0;
        if (field->type != FT_TEXT || !field->codes ||
            !pick_count_list(session_store(session), user->id, field->codes, arena, &rows, &n,
                             NULL))
            continue;
        for (size_t i = 0; i < n; i++)
            wordlist_add_text(list, rows[i].value, rows[i].reading);
    }
    arena_free(arena);
}

bool app_words_load(const char *const *folders, size_t n, Session *session, WordList **out,
                    Err *err)
{
    WordList *list = wordlist_new();
    bool done = true;
    for (size_t i = 0; done && i < n; i++)
        done = add_folder(list, folders[i], err);
    if (done && !wordlist_count(list))
        done = err_set(err, ERR_NOT_FOUND,
                       _("%s holds no words for the pinyin entry; install the program again"),
                       folders[0]);
    if (!done) {
        wordlist_free(list);
        return false;
    }
    if (session) {
        add_codes(list, knowledge_codes(session_knowledge(session)));
        add_picked(list, session);
    }
    wordlist_ready(list);
    *out = list;
    return true;
}

/* ---- what people took ---- */

bool app_habits_read(Session *session, Habits *habits, Err *err)
{
    const WordList *list = app_words(session, err);
    Arena *arena = arena_new();
    HabitRow *rows = NULL;
    size_t n = 0;
    bool done = list && habit_list(session_store(session), session_user(session)->id, arena,
                                   &rows, &n, err);
    for (size_t i = 0; done && i < n; i++)
        habits_take(habits, list, rows[i].text, rows[i].reading);
    habits_kept(habits);
    arena_free(arena);
    return done;
}

bool app_habits_keep(Session *session, Habits *habits, Err *err)
{
    size_t n = habits_fresh(habits);
    if (!n || store_read_only(session_store(session)))
        return true;
    HabitRow *rows = xcalloc(n, sizeof *rows);
    for (size_t i = 0; i < n; i++)
        habits_at(habits, n - 1 - i, &rows[i].text, &rows[i].reading);
    bool done = habit_put(session_store(session), session_user(session)->id, rows, n, err);
    if (done)
        habits_kept(habits);
    free(rows);
    return done;
}
