using QualiPref.Demo;
using QualiPref.Statistics;
using QualiPref.Statistics.Figures;

namespace QualiPref.Recomputation.Tests;

/// <summary>What the demonstration prints at its end.</summary>
public sealed class The_committees_table
{
    private static readonly IndicatorDefinition Satisfaction = Definition("Satisfaction globale", IndicatorKind.SatisfactionRate, "ratio") with { Target = 0.85 };

    private static readonly IndicatorDefinition Received = Definition("Réclamations reçues", IndicatorKind.ComplaintsReceived, "count");

    private static readonly IndicatorDefinition ResponseDays = Definition("Délai médian", IndicatorKind.ComplaintsResponseDays, "workingDays");

    [Fact]
    public void Names_the_sites_and_the_network()
    {
        var lines = Lines(Satisfaction, Figure(Satisfaction, n: 400, value: 0.9), Figure(Satisfaction, n: 400, value: 0.9) with { Site = null });
        Assert.Equal("Bilan annuel 2025 — réseau Essonne", lines[0]);
        Assert.Contains("Satisfaction globale (cible : au moins 85,0 %)", lines);
        Assert.Contains(lines, line => line.StartsWith("  Sous-préfecture d'Étampes ", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  Ensemble du réseau ", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("91-ETAMPES", StringComparison.Ordinal));
    }

    [Fact]
    public void Shows_a_rate_of_eleven_answers_and_none_of_ten()
    {
        Assert.Equal(["11", "90,9 %", "60,0 % à 98,0 %"], Cells(Satisfaction, Figure(Satisfaction, n: 11, value: 10d / 11))[1..4]);
        Assert.Equal(["10", "trop peu de réponses", "–"], Cells(Satisfaction, Figure(Satisfaction, n: 10, value: 0.9))[1..4]);
        Assert.Equal(["10", "trop peu de cas", "–"], Cells(ResponseDays, Figure(ResponseDays, n: 10, value: 4))[1..4]);
    }

    [Fact]
    public void Judges_thirty_answers_and_no_fewer()
    {
        Assert.Equal("atteinte", Cells(Satisfaction, Figure(Satisfaction, n: 30, value: 0.9) with { Status = FigureStatus.Met })[4]);
        // Editions of the first format have judged them.
        Assert.Equal("ne peut être dit", Cells(Satisfaction, Figure(Satisfaction, n: 29, value: 0.9) with { Status = FigureStatus.Met })[4]);
        Assert.Equal("ne peut être dit", Cells(Satisfaction, Figure(Satisfaction, n: 29, value: 0.9) with { Status = FigureStatus.Undetermined })[4]);
    }

    [Fact]
    public void Shows_a_count_however_small() => Assert.Equal(["3", "3", "–", "–", "2"], Cells(Received, Figure(Received, n: 3, value: 3) with { Comparison = Before(n: 2, value: 2) })[1..]);

    [Fact]
    public void Shows_of_the_year_before_what_it_would_show_of_this_one()
    {
        Assert.Equal("80,0 % (400)", Cells(Satisfaction, Figure(Satisfaction, n: 400, value: 0.9) with { Comparison = Before(n: 400, value: 0.8) })[^1]);
        Assert.Equal("trop peu de réponses (10)", Cells(Satisfaction, Figure(Satisfaction, n: 400, value: 0.9) with { Comparison = Before(n: 10, value: 0.8) })[^1]);
    }

    private static string[] Lines(IndicatorDefinition definition, params Figure[] figures)
    {
        var edition = new YearEdition { Title = "Bilan annuel 2025", NetworkName = "Essonne", Sites = [new("91-ETAMPES", "Sous-préfecture d'Étampes")], Figures = figures };
        return [.. CommitteeTable.Lines(edition, [definition], 2025)];
    }

    /// <summary>The only row of figures, cell by cell.</summary>
    private static string[] Cells(IndicatorDefinition definition, Figure figure) =>
        Lines(definition, figure).Single(line => line.StartsWith("  Sous-préfecture", StringComparison.Ordinal)).Split("   ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IndicatorDefinition Definition(string label, IndicatorKind kind, string unit) =>
        new() { Code = label, Version = 1, Label = label, Kind = kind, Formula = "", Unit = unit, Direction = IndicatorDirection.HigherIsBetter };

    private static Figure Figure(IndicatorDefinition definition, long n, double value) => new()
    {
        Id = definition.Code,
        Indicator = definition.Code,
        Site = "91-ETAMPES",
        Period = "2025",
        AsOf = new DateOnly(2026, 1, 31),
        DefinitionVersion = 1,
        N = n,
        Excluded = 0,
        Numerator = null,
        Denominator = null,
        Value = value,
        Interval = definition.Unit == "count" ? null : new ConfidenceInterval { Method = IntervalMethod.Wilson, Level = 0.95, Low = 0.6, High = 0.98 },
        Target = definition.Target,
        Status = null,
        Comparison = null,
    };

    private static FigureComparison Before(long n, double value) => new()
    {
        Period = "2024",
        Value = value,
        N = n,
        Difference = 0,
        Interval = null,
        PValue = 1,
        AdjustedPValue = 1,
        Verdict = ComparisonVerdict.NotDistinguishable,
    };
}
