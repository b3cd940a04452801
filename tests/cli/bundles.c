/* Sealed bundles from one new station to another, for a hub to carry:
 *
 *   bundles FOLDER N    writes N of them and prints the ids of sender and recipient */
#include "config.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/path.h"
#include "seal/bundle.h"

static const char inside[] = "张小明 510124199901011234 急性淋巴细胞白血病 Zhang Xiaoming";

static void print_id(const PersonKey *key)
{
    unsigned char id[BUNDLE_ID];
    bundle_id(person_key_public(key), id);
    for (int i = 0; i < BUNDLE_ID; i++)
        printf("%02x", id[i]);
    putchar('\n');
}

static bool write_one(const char *folder, const PersonKey *from, const PersonKey *to,
                      unsigned number, unsigned char digest[BUNDLE_DIGEST])
{
    char name[32];
    uint64_t size;
    Err err = {0};
    snprintf(name, sizeof(name), "%u.anjuan", number);
    char *path = path_join(folder, name);
    BundlePack *pack = bundle_pack_new();
    const BundleTo whom = {.sender = from,
                           .recipient = person_key_public(to),
                           .epoch = (uint64_t)1764000000000 << 16,
                           .number = number,
                           .previous = digest};
    bool done = bundle_pack_add(pack, inside, sizeof(inside), &err) &&
                bundle_write(path, &whom, pack, &(BundleRaw){0}, digest, &size, &err);
    if (!done)
        fprintf(stderr, "%s\n", err.text);
    bundle_pack_free(pack);
    free(path);
    return done;
}

int main(int argc, char **argv)
{
    unsigned char digest[BUNDLE_DIGEST] = {0};
    if (argc != 3 || sodium_init() < 0)
        return 2;
    PersonKey *from = person_key_new(), *to = person_key_new();
    bool done = true;
    print_id(from);
    print_id(to);
    for (unsigned i = 1; done && i <= strtoul(argv[2], NULL, 10); i++)
        done = write_one(argv[1], from, to, i, digest);
    person_key_free(from);
    person_key_free(to);
    return done ? 0 : 1;
}
