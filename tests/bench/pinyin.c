/* What the pinyin entry costs, in processor time: to read its words and pairs, and for the
 * dearest key of a phrase of 60 letters. pinyin DATA. */
#include "config.h"

#include <malloc.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "app/words.h"
#include "base/attr.h"

static int64_t cpu_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static const struct Phrase {
    const char *what, *letters;
} phrases[] = {
    {"a key of a sentence", "huanzhejiatingkunnanxuyaohualiaofeiyongqingdajiabangmangxiex"},
    {"a key of 60 initials", "wgzlyydsyhzgrmnzxsjdlfbhcptqkwgzlyydsyhzgrmnzxsjdlfbhcptqkwg"},
};

/* The dearest of the keys with which it is typed. */
static int64_t dearest_key(Compose *compose, const char *letters)
{
    int64_t most = 0;
    char typed[COMPOSE_LETTERS + 1] = "";
    for (size_t n = 0; n < COMPOSE_LETTERS && letters[n]; n++) {
        typed[n] = letters[n];
        int64_t began = cpu_us();
        compose_read(compose, NULL, typed);
        int64_t took = cpu_us() - began;
        most = took > most ? took : most;
    }
    return most;
}

int main(int argc, char **argv)
{
    WordList *list = NULL;
    Err err = {0};
    if (argc != 2) {
        fprintf(stderr, "usage: pinyin DATA\n");
        return 2;
    }
    size_t before = mallinfo2().uordblks + mallinfo2().hblkhd;
    int64_t began = cpu_us();
    if (!app_words_load((const char *[]){argv[1]}, 1, NULL, &list, &err)) {
        fprintf(stderr, "pinyin: %s\n", err.text);
        return 1;
    }
    printf("%-30s %9lld us cpu, %zu words in %zu kB\n", "read the words of pinyin",
           (long long)(cpu_us() - began), wordlist_count(list),
           (mallinfo2().uordblks + mallinfo2().hblkhd - before) / 1000);
    Compose *compose = compose_new(list);
    for (size_t i = 0; i < COUNT_OF(phrases); i++)
        printf("%-30s %9lld us cpu, the dearest of 60\n", phrases[i].what,
               (long long)dearest_key(compose, phrases[i].letters));
    compose_free(compose);
    wordlist_free(list);
    return 0;
}
