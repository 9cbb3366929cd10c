using System.Text;
using QualiPref.EndToEnd.Tests.Systems;

namespace QualiPref.EndToEnd.Tests.Confidence;

/// <summary>What all tests tell of persons, whatever they are about: at the end of each system it is in the cases, and nowhere else.</summary>
internal static class Everyday
{
    private const string Cases = "complaints.cases";

    // As samples and hostile requests have them, without letters that are written in several manners.
    private static readonly byte[][] Told = [.. ((string[])["Usager 1", "usager1@courriel.example", "1 rue de l"]).Select(Encoding.UTF8.GetBytes)];

    /// <summary>Fails when some of it is anywhere else. Of a system whose engine was ended, its logs are looked through.</summary>
    public static async Task IsKeptAsync(RunningSystem system)
    {
        var holdings = new Holdings(system);
        var wrong = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (place, bytes) in holdings.Logs()) Look(place, bytes);
        if (system.Parts.Engine.ProcessId is not null)
        {
            await foreach (var (place, bytes) in holdings.DocumentsAsync().Where(one => one.Place != Cases)) Look(place, bytes);
        }
        Assert.Empty(wrong);

        void Look(string place, byte[] bytes)
        {
            foreach (var told in Told.Where(told => bytes.AsSpan().IndexOf(told) >= 0)) wrong.Add($"\"{Encoding.UTF8.GetString(told)}\" is in {place}");
        }
    }
}
