using QualiPref.Testing;

namespace QualiPref.Editions.Tests;

public sealed class Editions_of_every_release(RealEngine engine)
{
    public static TheoryData<string> Releases => [.. GoldenEditions.Files.Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Verify_with_all_the_figures_and_facts_they_had(string release)
    {
        var golden = Read(release);
        await using var restored = await RestoredRelease.StartAsync(engine, golden);

        Assert.StartsWith(release, golden.MadeBy, StringComparison.Ordinal);
        await AllVerifyAsync(restored, golden);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Are_read_printed_and_compared(string release)
    {
        var golden = Read(release);
        await using var restored = await RestoredRelease.StartAsync(engine, golden);

        foreach (var edition in golden.Editions)
        {
            var view = await restored.JsonAsync($"editions/{edition.Id}");
            Assert.Equal(edition.Figures, view.GetProperty("figures").GetArrayLength() + view.GetProperty("complaints").GetArrayLength());
            Assert.Contains("Satisfaction globale", await restored.TextAsync($"editions/{edition.Id}/document?format=html"), StringComparison.Ordinal);
        }
        var differences = await restored.JsonAsync($"editions/{golden.Editions[0].Id}/differences?to={golden.Editions[^1].Id}&pageSize=200");
        var causes = differences.GetProperty("figures").EnumerateArray()
            .SelectMany(figure => figure.GetProperty("causes").EnumerateArray()).Select(cause => cause.GetProperty("cause").GetString()).ToHashSet();
        Assert.Superset(new HashSet<string?> { "late", "voided", "corrected", "measured" }, causes);
    }

    /// <summary>The next release counts something more in cells and says something more of figures; both members are demanded of everything it writes.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Verify_in_a_release_that_has_added_a_member_to_cells_and_figures(string release)
    {
        var golden = Read(release);
        await using var restored = await RestoredRelease.StartAsync(engine, golden, new LaterRelease());

        await AllVerifyAsync(restored, golden);
    }

    private static async Task AllVerifyAsync(RestoredRelease restored, GoldenEditions golden)
    {
        Assert.Equal(2, golden.Editions.Count);
        foreach (var edition in golden.Editions)
        {
            var outcome = await restored.VerifyAsync(edition);
            Assert.True(outcome.GetProperty("verified").GetBoolean(), outcome.ToString());
            Assert.Equal((edition.Figures, edition.Facts), (outcome.GetProperty("figures").GetInt32(), outcome.GetProperty("facts").GetInt64()));
        }
    }

    private static GoldenEditions Read(string release) => GoldenEditions.Read(GoldenEditions.Files.Single(file => Path.GetFileNameWithoutExtension(file) == release));
}
