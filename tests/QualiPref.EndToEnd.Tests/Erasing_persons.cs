using System.IO.Compression;
using System.Text;
using System.Text.Json;
using QualiPref.EndToEnd.Tests.Confidence;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Local;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>A system that nobody else has: its data are deleted.</summary>
public sealed class ErasingSystem() : RunningSystem(SystemShape.Distributed);

/// <summary>
/// Persons whose words nobody else writes are erased: afterwards no figure is another, and none of their words is in any database, log, export or backup. Then a backup of
/// before is restored, and they are gone before anybody can ask for them.
/// </summary>
[Long]
public sealed class Erasing_persons(ErasingSystem system) : IClassFixture<ErasingSystem>
{
    private const string Word = "zq7vkefface";

    private readonly Operator _operator = new(system);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static int Number => Effort.IsLong ? 1_000 : 20;

    private string Before => Path.Combine(system.Folder, "before.backup");

    private string After => Path.Combine(system.Folder, "after.backup");

    [Fact]
    public async Task Leaves_every_figure_as_it_was_and_no_word_of_theirs_even_where_an_older_backup_is_restored()
    {
        var ids = new List<Guid>();
        for (var number = 0; number < Number; number++) ids.Add(await LiveAsync(number));
        await system.SettlesAsync();
        var figures = await FiguresAsync();
        Assert.Equal(["complaints.cases"], await PlacesAsync());
        await _operator.RunAsync("backup", Before);
        Assert.Contains(Word, Unpacked(Before), StringComparison.Ordinal);

        foreach (var id in ids) await EraseAsync(id);
        await system.SettlesAsync();
        await _operator.RunAsync("backup", After);
        Assert.Equal(figures, await FiguresAsync());
        Assert.Empty(await PlacesAsync());
        Assert.DoesNotContain(Word, Unpacked(After), StringComparison.Ordinal);
        await system.AgreesAsync();

        await _operator.LoseAsync("engine", "broker");
        await _operator.RunAsync("restore", Before, "--erased", After);
        await system.Parts.StartAsync(Token);
        await system.SettlesAsync();
        Assert.Empty(await PlacesAsync());
        Assert.Equal(figures, await FiguresAsync());
    }

    private async Task<Guid> LiveAsync(int number)
    {
        var id = Guid.NewGuid();
        var filing = Samples.Filing(id);
        filing["site"] = number % 2 == 0 ? "91-EVRY" : "91-ETAMPES";
        filing["receivedOn"] = Samples.Date(new DateOnly(RunningSystem.Year, 6, 1).AddDays(number % 28));
        (filing["subject"], filing["text"]) = ($"Sujet {Word}{number}", $"Texte {Word}{number}");
        filing["contact"] = JsonSerializer.SerializeToNode(new { name = $"Personne {Word}{number}", email = $"{Word}{number}@example.test", postalAddress = $"1 rue {Word}{number}" });
        Done(await system.Api.FileAsync(filing));
        var answered = number % 3 > 0;
        if (answered) Done(await system.Api.MoveAsync(id, "answer", new { subject = $"Réponse {Word}{number}", body = $"Corps {Word}{number}", way = "post", occurredOn = Samples.Date(new DateOnly(RunningSystem.Year, 7, 3)) }, "\"1\""));
        Done(await system.Api.MoveAsync(id, "close", new { outcome = answered ? "founded" : "outOfScope" }, answered ? "\"2\"" : "\"1\""));
        return id;
    }

    private async Task EraseAsync(Guid id)
    {
        var read = await system.Api.GetAsync($"{ApiClient.Complaints}/{id}");
        Done(await system.Api.MoveAsync(id, "erase", new { }, read.Etag, "quality"));
    }

    private async Task<string> FiguresAsync()
    {
        var figures = new StringBuilder();
        foreach (var period in (string[])[$"{RunningSystem.Year}", $"{RunningSystem.Year}-06", $"{RunningSystem.Year}-07"])
        {
            var reply = await system.Api.GetAsync($"/api/indicators/v1/figures?network=essonne&period={period}&pageSize=200");
            Assert.True(reply.Status == 200, reply.ToString());
            foreach (var figure in reply.Body!.Value.GetProperty("items").EnumerateArray())
            {
                figures.AppendJoin('|', ((string[])["id", "n", "numerator", "denominator", "value"]).Select(name => figure.TryGetProperty(name, out var value) ? value.GetRawText() : "")).AppendLine();
            }
        }
        return figures.ToString();
    }

    private async Task<IReadOnlyList<string>> PlacesAsync()
    {
        var (word, holdings, places) = (Encoding.UTF8.GetBytes(Word), new Holdings(system), new SortedSet<string>(StringComparer.Ordinal));
        await foreach (var (place, bytes) in holdings.DocumentsAsync())
        {
            if (bytes.AsSpan().IndexOf(word) >= 0) places.Add(place);
        }
        foreach (var (place, bytes) in holdings.Logs())
        {
            if (bytes.AsSpan().IndexOf(word) >= 0) places.Add(place);
        }
        return [.. places];
    }

    private static string Unpacked(string file)
    {
        using var packed = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var bytes = new MemoryStream();
        packed.CopyTo(bytes);
        return Encoding.Latin1.GetString(bytes.ToArray());
    }

    private static void Done(ApiReply reply) => Assert.True(reply.Status is 200 or 201, reply.ToString());
}
