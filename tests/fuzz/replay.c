/* SPDX-License-Identifier: EUPL-1.2 */
/* Gives every file of the folders named to a fuzz target, also cut short at some places. Folders
 * that do not exist are empty. */
#include <dirent.h>
#include <string.h>

#include "fuzz.h"

enum { INPUT_BYTES_MAX = 16 << 20, CUTS = 16 };

/* A block of its own, so that AddressSanitizer sees a read behind the end. */
static void
run(const char *bytes, size_t len)
{
    uint8_t *copy = malloc(len > 0 ? len : 1);

    MUST(copy != NULL);
    if (len > 0)
        memcpy(copy, bytes, len);
    (void)LLVMFuzzerTestOneInput(copy, len);
    free(copy);
}

static void
replay_file(const char *path)
{
    FILE *in = fopen(path, "rb");
    char *bytes = malloc(INPUT_BYTES_MAX);
    size_t len;

    MUST(in != NULL && bytes != NULL);
    len = fread(bytes, 1, INPUT_BYTES_MAX, in);
    (void)fclose(in);
    run(bytes, len);
    for (size_t i = 0; i < CUTS; i++)
        run(bytes, len * i / CUTS);
    free(bytes);
}

static size_t
replay_folder(const char *folder)
{
    DIR *dir = opendir(folder);
    struct dirent *entry;
    char path[4096];
    size_t files = 0;

    if (dir == NULL)
        return 0;
    while ((entry = readdir(dir)) != NULL) {
        if (entry->d_name[0] == '.')
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        replay_file(path);
        files++;
    }
    (void)closedir(dir);
    return files;
}

int
main(int argc, char **argv)
{
    size_t files = 0;

    for (int i = 1; i < argc; i++)
        files += replay_folder(argv[i]);
    (void)printf("%zu files\n", files);
    return files > 0 ? 0 : 1;
}
