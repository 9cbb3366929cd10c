using QualiPref.Reporting.Features.Editions;
using QualiPref.Statistics.Figures;

namespace QualiPref.Reporting.Features.VerifyingEditions;

/// <summary>Compares frozen figures with figures that were computed again, to the last digit, and names those that differ.</summary>
/// <param name="formats">The released formats.</param>
/// <param name="manifest">Those of the edition.</param>
/// <param name="differences">Takes what differs.</param>
internal sealed class FigureCheck(EditionFormats formats, ManifestFormats manifest, Differences differences)
{
    public void Compare(FrozenFigures frozen, ReportFigures again)
    {
        Compare(frozen.Figures.Select(Named), again.Figures.Select(Named));
        Compare(frozen.Complaints.Select(Named), again.Complaints.Select(Named));
        if (frozen.SiteDays != again.SiteDays)
        {
            differences.Add(new Difference("figure", "siteDays", null, null, FrozenJson.Text(frozen.SiteDays), FrozenJson.Text(again.SiteDays), "Le nombre de jours diffère."));
        }
    }

    private void Compare(IEnumerable<NamedText> frozen, IEnumerable<NamedText> again)
    {
        var found = again.ToDictionary(one => one.Id);
        // Somebody may have put one in twice.
        var expected = frozen.GroupBy(one => one.Id).ToDictionary(same => same.Key, same => same.First() with { Text = string.Join('\n', same.Select(one => one.Text)) });
        foreach (var id in expected.Keys.Union(found.Keys))
        {
            var (was, now) = (expected.GetValueOrDefault(id), found.GetValueOrDefault(id));
            if (was?.Text == now?.Text) continue;
            differences.Add(new Difference("figure", id, (was ?? now)!.Site, null, was?.Text, now?.Text, "Le chiffre recalculé n'est pas le chiffre arrêté."));
        }
    }

    // Compared as the format writes them: records with dictionaries inside are never equal, and the text holds every digit.
    private NamedText Named(Figure figure) => new(figure.Id, figure.Site, formats.Text(manifest, figure));

    private NamedText Named(ReceivedCount count) => new(
        $"{ReportFigures.Received}: {count.Site ?? "*"}, {count.Kind}, {count.Channel}, {count.Motive}", count.Site, formats.Text(manifest, count));

    private sealed record NamedText(string Id, string? Site, string Text);
}
