/* What the pinyin entry offers: the files pinyin/NAME.tsv and NAME.pairs of the data folder and
 * of those laid over it, and the Chinese of the lists that fields pick from, code tables and
 * what was typed there (the names of hospitals), so that what is picked can be written as well.
 * Read when the pinyin entry is first used; some 80 ms, 9 MB. And what each person took from
 * it: kept for them in the store, beside the journal, since it is no fact about a case. */
#ifndef ANJUAN_APP_WORDS_H
#define ANJUAN_APP_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "app/session.h"
#include "base/pinyin/compose.h"
#include "base/pinyin/wordlist.h"

/* folders: those of the knowledge. session: whose lists go in; NULL: only
 * the files. */
bool app_words_load(const char *const *folders, size_t n, Session *session, WordList **out,
                    Err *err);

/* The paths of these files in one folder, in no order. */
typedef void WordsFile(void *ctx, const char *path);
void app_words_each(const char *root, WordsFile *visit, void *ctx);

/* The session's, read at first use; NULL on an error. */
const WordList *app_words(Session *session, Err *err);

/* What the person signed in took before, and what they took since it was read or written last.
 * A store that is only read keeps nothing. */
bool app_habits_read(Session *session, Habits *habits, Err *err);
bool app_habits_keep(Session *session, Habits *habits, Err *err);

#endif
