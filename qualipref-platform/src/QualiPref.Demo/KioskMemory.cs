using System.Text.Json;
using QualiPref.Synthetic.Sending;

namespace QualiPref.Demo;

/// <summary>The enrolled kiosks and their tokens between two runs, per origin, readable by their owner only.</summary>
internal static class KioskMemory
{
    public static IReadOnlyList<KioskIdentity> Read(string file, Uri origin) =>
        ReadAll(file).GetValueOrDefault(origin.ToString()) ?? [];

    public static void Write(string file, Uri origin, IEnumerable<KioskIdentity> kiosks)
    {
        var all = ReadAll(file);
        all[origin.ToString()] = [.. kiosks];
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);
        var access = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var stream = new FileStream(file, access);
        JsonSerializer.Serialize(stream, all, Json.Options);
    }

    private static Dictionary<string, List<KioskIdentity>> ReadAll(string file)
    {
        if (!File.Exists(file))
            return [];
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, List<KioskIdentity>>>(File.ReadAllBytes(file), Json.Options) ?? [];
        }
        catch (JsonException)
        {
            throw new DemoException($"Le fichier {file} n'est pas lisible : supprimez-le et recommencez.");
        }
    }
}
