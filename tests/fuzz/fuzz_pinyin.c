/* Any bytes as a list of words, and any keys typed into the pinyin entry: it ends, what comes
 * out is text, and nothing is taken twice. The first line of the input is what is typed, the
 * rest is the list; without a rest a small one is used. */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text/text.h"
#include "tests/fuzz/fuzz.h"
#include "ui/model/event.h"
#include "ui/model/preedit.h"

static const char small[] =
    "啊\ta\t3\n爱\tai\t2\n安\tan\t2\n西\txi\t5\n先\txian\t9\n西安\txi an\t4\n"
    "中国\tzhong guo\t9\n中\tzhong\t8\n国\tguo\t7\n略\tlue\t1\n女\tnv\t2\n";

static void must(bool holds)
{
    if (!holds)
        abort();
}

static WordList *list_of(const char *text, size_t len)
{
    Err err;
    WordList *list = wordlist_new();
    if (len && !wordlist_add_file(list, "fuzz", text, len, &err)) {
        wordlist_free(list);
        list = wordlist_new();
        len = 0;
    }
    if (!len)
        must(wordlist_add_file(list, "small", small, strlen(small), &err));
    wordlist_add_text(list, "中国西安，先abc", NULL);
    wordlist_add_text(list, "略", "lve");
    wordlist_ready(list);
    return list;
}

static void compose(const WordList *list, const char *typed)
{
    Compose *compose = compose_new(list);
    Buf parted = BUF_INIT;
    size_t n = compose_read(compose, NULL, typed);
    must(n <= COMPOSE_MOST);
    for (size_t i = 0; i < n; i++) {
        const Candidate *candidate = compose_candidate(compose, i);
        must(candidate->text[0] && candidate->letters > 0);
        must(candidate->letters <= strlen(typed));
        must(text_valid(candidate->text, strlen(candidate->text), &(size_t){0}));
        must(i == 0 || candidate->letters <= compose_candidate(compose, i - 1)->letters);
    }
    compose_parted(compose, &parted);
    must(parted.len <= 2 * COMPOSE_LETTERS + 1);
    buf_free(&parted);
    compose_free(compose);
}

/* Control characters stand for keys. */
static void type(const WordList *list, const char *typed)
{
    static const int keys[] = {K_ESC,   K_ENTER, K_BACKSPACE, K_LEFT,
                               K_RIGHT, K_PGUP,  K_PGDN,      K_TAB};
    Habits *habits = habits_new();
    Preedit *preedit = preedit_new(list, habits);
    PreeditView view;
    Buf out = BUF_INIT;
    for (; *typed; typed++) {
        if ((unsigned char)*typed < ' ')
            preedit_key(preedit, keys[*typed % 8], &out);
        else
            preedit_text(preedit, typed, 1, &out);
        preedit_view(preedit, &view);
        must(view.n >= 0 && view.n <= PREEDIT_PAGE);
        must(view.n == 0 || (view.marked >= 0 && view.marked < view.n));
        must(preedit_open(preedit) || !view.text[0]);
        preedit_width(preedit, 20 + *typed % 64);
    }
    preedit_take(preedit, &out);
    must(!preedit_open(preedit));
    must(habits_count(habits) <= HABITS_MAX);
    buf_free(&out);
    preedit_free(preedit);
    habits_free(habits);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { SIZE_MAX_TRIED = 4096, TYPED_MAX = 256 };
    if (size > SIZE_MAX_TRIED)
        return 0;
    const uint8_t *end = size ? memchr(data, '\n', size) : NULL;
    size_t len = end ? (size_t)(end - data) : size, most = len < TYPED_MAX ? len : TYPED_MAX;
    char *typed = xstrndup((const char *)data, most);
    size_t rest = end ? size - len - 1 : 0;
    char *words = xstrndup(end ? (const char *)end + 1 : "", rest);
    WordList *list = list_of(words, strlen(words));
    compose(list, typed);
    type(list, typed);
    wordlist_free(list);
    free(words);
    free(typed);
    return 0;
}
