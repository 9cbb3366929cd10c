using System.Text.RegularExpressions;
using QualiPref.Indicators.Features.TakingCuts;
using QualiPref.Portal.Wording;
using QualiPref.Reporting.Features.ComparingRevisions;
using QualiPref.Reporting.Features.RenderingDocuments;

namespace QualiPref.Portal.Tests;

/// <summary>Why a figure changed: the portal says it of one record, the document of several, and both mean the same.</summary>
public sealed partial class What_is_said_of_changes
{
    private static readonly Dictionary<string, string> Terms = new()
    {
        ["late"] = "arrivé",
        ["voided"] = "retiré",
        ["accepted"] = "accepté",
        ["discarded"] = "refusé",
        ["answered"] = "réponse enregistrée",
        ["qualified"] = "qualifié",
        ["corrected"] = "corrigé",
        ["withdrawn"] = "réponse qui n'est plus due",
        ["measured"] = "mesure saisie",
        ["changed"] = "modifié",
        ["definition"] = "définition modifiée",
        ["asOf"] = "échéances jugées à une autre date",
    };

    public static TheoryData<string> Causes => [.. Terms.Keys];

    [Theory]
    [MemberData(nameof(Causes))]
    public void Page_and_document_have_the_same_term(string cause)
    {
        Assert.True(Says(EditionWords.Cause(cause), Terms[cause]), EditionWords.Cause(cause));
        Assert.True(Says(InDocument(cause), Terms[cause]), InDocument(cause));
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public void The_term_of_one_cause_is_said_of_no_other(string cause)
    {
        var others = Terms.Keys.Where(other => other != cause).ToList();
        Assert.DoesNotContain(others, other => Says(EditionWords.Cause(other), Terms[cause]));
        Assert.DoesNotContain(others, other => Says(InDocument(other), Terms[cause]));
    }

    [Fact]
    public void Every_cause_that_there_is_has_its_words()
    {
        var causes = typeof(CutCauses).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(causes.Concat(["definition", "asOf"]).Order(StringComparer.Ordinal), EditionWords.Causes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(EditionWords.Causes.Keys.Order(StringComparer.Ordinal), Terms.Keys.Order(StringComparer.Ordinal));
    }

    private static string InDocument(string cause) => ReportPresentation.Causes(new FigureChange("", "", null, null, null, [new CauseCount(cause, 2)]));

    private static bool Says(string text, string term) => Regex.IsMatch(OfOne(text), $@"\b{Regex.Escape(OfOne(term))}\b");

    private static string OfOne(string text) => Plural().Replace(text, "");

    [GeneratedRegex(@"s\b")]
    private static partial Regex Plural();
}
