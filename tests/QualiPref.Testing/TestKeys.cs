using QualiPref.Platform.Calls;
using QualiPref.Platform.Hosting;
using QualiPref.Platform.Identity;

namespace QualiPref.Testing;

/// <summary>Keys of the services of this process, made once for it.</summary>
public static class TestKeys
{
    private static readonly Lazy<string> Made = new(() => New());

    /// <summary>The folder that hosts of tests go by.</summary>
    public static string Folder => Made.Value;

    /// <summary>A folder with keys that no other host believes.</summary>
    public static string New()
    {
        var folder = Directory.CreateTempSubdirectory("qualipref-keys-").FullName;
        KeyFolder.Complete(folder, [.. ServiceNames.All, QualiPrefHost.Portal, KeyFolder.Operator]);
        return folder;
    }
}
