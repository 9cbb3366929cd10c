using System.CommandLine;
using QualiPref.Platform.Identity;
using QualiPref.Tool.Running;

namespace QualiPref.Tool.Keys;

/// <summary>A key of a folder.</summary>
/// <param name="Id">Its id, as tokens name it.</param>
/// <param name="Service">Whose it is.</param>
/// <param name="Use"><c>signs</c>, <c>next</c>, or <c>known</c>: its tokens are believed and it signs none.</param>
/// <param name="Files">Its files.</param>
internal sealed record KeyOfFolder(string Id, string Service, string Use, IReadOnlyList<string> Files);

/// <summary><c>keys list</c>: which keys a folder holds.</summary>
internal static class ListKeysCommand
{
    public static Command Create(Toolbox toolbox)
    {
        var folder = KeysCommand.FolderArgument();
        return toolbox.Does(
            new Command("list", "Lists the keys of a folder: which one each service signs with, which is to come, and which are only known. Ends with 1 when one cannot be used.") { folder },
            (session, arguments, _) => Task.FromResult(Show(session.Screen, arguments.GetRequiredValue(folder), path =>
            {
                if (!Directory.Exists(path)) throw new KeyFolderException($"There is no folder {path}.");
            })));
    }

    /// <summary>Does something with a folder and shows what it then holds.</summary>
    /// <returns>What the command ends with.</returns>
    public static int Show(Screen screen, string folder, Action<string> act)
    {
        IReadOnlyList<KeyOfFolder> keys = [];
        KeysCommand.InFolder(() =>
        {
            act(folder);
            keys = Read(folder);
        });
        var faults = KeyFolder.FaultsIn(folder);
        screen.Show(new KeysResult(keys, faults), () =>
        {
            screen.Table(["Key", "Service", "Use", "Files"], keys.Select(key => (string[])[key.Id, key.Service, key.Use, string.Join(", ", key.Files)]));
            foreach (var fault in faults) screen.Line(fault);
        });
        return faults.Count == 0 ? ExitCode.Fine : ExitCode.Wrong;
    }

    // What cannot be read is told by the faults.
    private static List<KeyOfFolder> Read(string folder)
    {
        var files = Directory.GetFiles(folder).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);
        return [.. files.Where(IsKey).Select(file => (File: file, Id: IdOf(Path.Combine(folder, file)))).Where(file => file.Id is not null)
            .GroupBy(file => file.Id!, file => file.File).Select(key => new KeyOfFolder(key.Key, KeyFolder.ServiceOf(key.Key), UseOf(KeyFolder.ServiceOf(key.Key), [.. key]), [.. key]))];
    }

    private static bool IsKey(string file) => file.EndsWith(KeyFolder.PublicEnd, StringComparison.Ordinal) || file == KeyFolder.PrivateKeyOf(KeyFolder.ServiceOf(file)) || file == KeyFolder.PreparedKeyOf(KeyFolder.ServiceOf(file));

    private static string UseOf(string service, IReadOnlyList<string> files) =>
        files.Contains(KeyFolder.PrivateKeyOf(service)) ? "signs" : files.Contains(KeyFolder.PreparedKeyOf(service)) ? "next" : "known";

    private static string? IdOf(string file)
    {
        try
        {
            return KeyFolder.ReadKey(file).KeyId;
        }
        catch (KeyFolderException)
        {
            return null;
        }
    }

    private sealed record KeysResult(IReadOnlyList<KeyOfFolder> Keys, IReadOnlyList<string> Faults);
}
