using System.Security.Cryptography;
using QualiPref.EndToEnd.Tests.Systems;
using QualiPref.Testing;

namespace QualiPref.EndToEnd.Tests;

/// <summary>A killed process leaves what it wrote to the kernel, a power cut does not: what the kernel was asked to do, and when, is looked at here.</summary>
[Collection(AllInOne.Name)]
public sealed class Acknowledging_an_answer(AllInOneSystem system)
{
    private const string Journal = "WiredTigerLog.";

    [Fact]
    public async Task Waits_until_the_disk_has_the_journal_that_holds_it()
    {
        // Random, so that the journal's compression leaves it readable, and without digits, which a mask might take for a number.
        string[] marks = [.. Enumerable.Range(0, 20).Select(_ => RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyz", 64))];
        await using var calls = await SystemCalls.OfAsync(system["engine"], system["all-in-one"]);
        foreach (var mark in marks)
        {
            var answer = Samples.Answer();
            answer["comment"] = mark;
            var id = Guid.NewGuid();
            Assert.Equal(201, (await system.Api.PutAnswerAsync(id, answer)).Status);
        }

        var lines = await Eventually.ReadsAsync("all acknowledgements are seen", _ => calls.LinesAsync(),
            seen => seen.Count(IsAcknowledgement) >= marks.Length, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(marks.Length, lines.Count(IsAcknowledgement));
        var acknowledged = lines.Index().Where(line => IsAcknowledgement(line.Item)).Select(line => line.Index).ToList();
        foreach (var (mark, at) in marks.Zip(acknowledged))
        {
            var written = lines.Index().First(line => line.Item.Contains(Journal, StringComparison.Ordinal) && line.Item.Contains(mark, StringComparison.Ordinal)).Index;
            Assert.True(SyncedAt(lines, written) < at, $"line {at} acknowledges what line {written} wrote before the disk had it");
        }
    }

    private static bool IsAcknowledgement(string line) => line.Contains("HTTP/1.1 201", StringComparison.Ordinal);

    /// <summary>Where a wait for the journal that began after a line has ended.</summary>
    private static int SyncedAt(IReadOnlyList<string> lines, int written)
    {
        for (var begun = written + 1; begun < lines.Count; begun++)
        {
            if (!lines[begun].Contains("fdatasync(", StringComparison.Ordinal) || !lines[begun].Contains(Journal, StringComparison.Ordinal)) continue;
            if (!lines[begun].Contains("<unfinished", StringComparison.Ordinal)) return begun;
            var thread = lines[begun].Split(' ', 2)[0];
            for (var ended = begun + 1; ended < lines.Count; ended++)
                if (lines[ended].StartsWith($"{thread} ", StringComparison.Ordinal) && lines[ended].Contains("fdatasync resumed", StringComparison.Ordinal)) return ended;
        }
        return int.MaxValue;
    }
}
