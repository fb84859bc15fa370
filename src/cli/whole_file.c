/* SPDX-License-Identifier: EUPL-1.2 */
#include "cli/whole_file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum { OWNER_ALONE = 0600 };

enum err
whole_file_begin(struct ctx *ctx, const char *path, struct whole_file *ret_file)
{
    struct text part = text_init(ctx->arena, WHOLE_FILE_PATH_BYTES_MAX + 8);
    struct slice name = {0};
    int fd;

    if (strlen(path) > WHOLE_FILE_PATH_BYTES_MAX)
        return fail(ctx, ERR_INVALID, "the name of a file is longer than %d bytes",
                    WHOLE_FILE_PATH_BYTES_MAX);
    text_puts(&part, path);
    text_puts(&part, ".part");
    *ret_file = (struct whole_file){.path = path};
    if (text_end(&part, &name) != OK || (ret_file->part = arena_cstr(ctx->arena, name)) == NULL)
        return fail(ctx, ERR_LIMIT, "no memory for the name of a file");
    (void)unlink(ret_file->part); /* of one that was killed */
    fd = open(ret_file->part, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, OWNER_ALONE);
    ret_file->file = fd >= 0 ? fdopen(fd, "w") : NULL;
    if (ret_file->file != NULL)
        return OK;
    (void)fail(ctx, ERR_IO, "opening %s: %s", ret_file->part, strerror(errno));
    if (fd >= 0)
        (void)close(fd);
    return ERR_IO;
}

enum err
whole_file_put(struct ctx *ctx, struct whole_file *f, struct slice bytes)
{
    if (fwrite(bytes.at, 1, bytes.len, f->file) == bytes.len)
        return OK;
    return fail(ctx, ERR_IO, "writing %s: %s", f->part, strerror(errno));
}

/* A name is durable when its folder is. */
static bool
folder_sync(const char *path)
{
    const char *slash = strrchr(path, '/');
    char folder[WHOLE_FILE_PATH_BYTES_MAX + 1] = ".";
    size_t len = slash == NULL ? 0 : slash == path ? 1 : (size_t)(slash - path);
    int fd;
    bool fine;

    if (len > 0) {
        memcpy(folder, path, len);
        folder[len] = '\0';
    }
    fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    fine = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        (void)close(fd);
    return fine;
}

enum err
whole_file_end(struct ctx *ctx, struct whole_file *f)
{
    FILE *file = f->file;

    if (fflush(file) != 0 || fsync(fileno(file)) != 0)
        return fail(ctx, ERR_IO, "writing %s: %s", f->part, strerror(errno));
    f->file = NULL;
    if (fclose(file) == 0 && rename(f->part, f->path) == 0 && folder_sync(f->path))
        return OK;
    (void)fail(ctx, ERR_IO, "writing %s: %s", f->path, strerror(errno));
    (void)unlink(f->part);
    return ERR_IO;
}

void
whole_file_done(struct whole_file *f)
{
    if (f->file == NULL)
        return;
    (void)fclose(f->file);
    (void)remove(f->part);
    f->file = NULL;
}
