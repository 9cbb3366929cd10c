using QualiPref.Tool.Running;

namespace QualiPref.Tool.Backup;

/// <summary>Says of files whether they are whole backups, without database and broker.</summary>
internal static class CheckingBackups
{
    /// <summary>Reads one file, or every backup of a folder.</summary>
    /// <returns>What the command ends with.</returns>
    /// <exception cref="RefusedException">The one file is no whole backup.</exception>
    /// <exception cref="WrongUseException">There is nothing to read.</exception>
    public static int Check(string name, TextWriter output, TextWriter error, TimeProvider time, bool json)
    {
        if (!Directory.Exists(name))
        {
            Read(name, output, time, json);
            return ExitCode.Fine;
        }
        var (files, bad) = (BackupFiles.In(name), 0);
        foreach (var file in files) bad += IsWhole(file, output, error, time, json) ? 0 : 1;
        error.WriteLine(bad == 0 ? $"Backups in {name}: {files.Count}, all of them whole." : $"Backups in {name} that cannot be restored: {bad} of {files.Count}.");
        return bad == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }

    private static void Read(string name, TextWriter output, TimeProvider time, bool json)
    {
        var started = time.GetTimestamp();
        using var source = BackupFiles.Open(name);
        BackupWords.Tell(output, "Whole:", name, BackupReader.Verify(source), time.GetElapsedTime(started), json);
    }

    // One that is spoilt keeps nobody from knowing of the others.
    private static bool IsWhole(string file, TextWriter output, TextWriter error, TimeProvider time, bool json)
    {
        try
        {
            Read(file, output, time, json);
            return true;
        }
        catch (Exception exception) when (exception is RefusedException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{Plain.Line(file)}: {exception.Message}");
            return false;
        }
    }
}
