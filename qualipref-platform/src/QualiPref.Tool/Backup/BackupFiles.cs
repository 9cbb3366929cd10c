using QualiPref.Tool.Running;

namespace QualiPref.Tool.Backup;

/// <summary>The files that backups are: where one may be written, and which there are.</summary>
internal static class BackupFiles
{
    private const string End = ".qualipref";

    private const int MostNamed = 20;

    private const string InACluster = " In a cluster the CronJob of charts/examples/backup.yaml writes backups to a volume; one now: kubectl create job qualipref-backup-now --from=cronjob/qualipref-backup";

    /// <summary>Refuses a place from which nobody would ever get the backup.</summary>
    /// <param name="name">The file; null for the standard output.</param>
    /// <param name="fleeting">What ends with the pod.</param>
    /// <exception cref="WrongUseException">It is such a place.</exception>
    public static void DemandKept(string? name, Fleeting fleeting)
    {
        if (name is null && fleeting.IsHere) throw new WrongUseException($"The standard output of this pod is its log: no backup comes out of it, and whoever reads logs would read personal data.{InACluster}");
        if (name is not null && fleeting.Takes(name)) throw new WrongUseException($"{name} would be gone with this pod as soon as the command has ended.{InACluster}");
    }

    /// <summary>Writes one, under another name until it is whole: what is broken off never looks like a backup.</summary>
    /// <param name="name">The file.</param>
    /// <param name="fleeting">What ends with the pod.</param>
    /// <param name="write">Writes it.</param>
    /// <exception cref="WrongUseException">It cannot be written there.</exception>
    public static async Task<BackupContents> WriteAsync(string name, Fleeting fleeting, Func<Stream, Task<BackupContents>> write)
    {
        if (File.Exists(name)) throw new WrongUseException($"{name} is there already: a backup is never written over another file.");
        var unfinished = $"{name}.unfinished";
        try
        {
            BackupContents contents;
            await using (var target = Create(unfinished, fleeting))
            {
                contents = await write(target);
                target.Flush(flushToDisk: true);
            }
            File.Move(unfinished, name);
            return contents;
        }
        catch
        {
            if (File.Exists(unfinished)) File.Delete(unfinished);
            throw;
        }
    }

    /// <summary>Opens one.</summary>
    /// <exception cref="WrongUseException">It is not there; the message says what is.</exception>
    public static FileStream Open(string name)
    {
        if (Directory.Exists(name)) throw new WrongUseException($"{name} is a folder: name one file of it. {What(name)}");
        if (!File.Exists(name)) throw new WrongUseException($"There is no file {name}. {What(Path.GetDirectoryName(Path.GetFullPath(name))!)}");
        return new FileStream(name, FileMode.Open, FileAccess.Read);
    }

    /// <summary>The backups of a folder, by their names.</summary>
    /// <exception cref="WrongUseException">There is none.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        string[] found = [.. Directory.GetFiles(folder, $"*{End}").Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new WrongUseException($"{folder} has no backup, no file *{End}. {What(folder)}");
    }

    private static FileStream Create(string name, Fleeting fleeting)
    {
        try
        {
            return new FileStream(name, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new WrongUseException($"No file can be written there: {exception.Message}{(fleeting.IsHere ? InACluster : "")}");
        }
    }

    private static string What(string folder)
    {
        if (!Directory.Exists(folder)) return $"There is no folder {folder} either.";
        string[] there = [.. new DirectoryInfo(folder).GetFiles().OrderByDescending(file => file.LastWriteTimeUtc).Select(file => Plain.Line(file.Name))];
        return there switch
        {
            [] => $"{folder} holds no file.",
            { Length: > MostNamed } => $"The newest of the {there.Length} files of {folder}: {string.Join(", ", there.Take(MostNamed))}.",
            _ => $"{folder} holds, the newest first: {string.Join(", ", there)}.",
        };
    }
}
