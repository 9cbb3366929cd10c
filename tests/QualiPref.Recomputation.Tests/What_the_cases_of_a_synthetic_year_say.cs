using QualiPref.Synthetic;

namespace QualiPref.Recomputation.Tests;

/// <summary>Whoever opens a case reads one story: text, motive, kind, answer and outcome belong together.</summary>
public sealed class What_the_cases_of_a_synthetic_year_say
{
    private static readonly SyntheticYearOptions Options = new()
    {
        Seed = 7,
        Network = SyntheticNetwork.Essonne,
        Year = 2025,
        BatchedAnswers = 0,
        SingleAnswers = 0,
        Complaints = 3000,
        LastDay = new DateOnly(2026, 6, 30),
    };

    private static readonly IReadOnlyList<SyntheticCase> Cases = SyntheticCase.In(SyntheticYear.Chains(Options));

    [Fact]
    public void Each_text_is_made_of_whole_sentences() => Assert.All(Cases, one =>
    {
        Assert.Matches("^\\p{Lu}.*[.!?]$", one.Filing.Text);
        Assert.DoesNotMatch("[.!?] \\p{Ll}", one.Filing.Text);
    });

    [Fact]
    public void A_complaint_opens_with_a_salutation_or_a_sentence_of_its_own() =>
        Assert.All(Cases.Where(one => (one.Filing.Kind, one.Kind) == ("complaint", "complaint")), one =>
            Assert.Matches("^(Bonjour|Madame, Monsieur), \\p{Ll}|^[^,.]+\\. \\p{Lu}", one.Filing.Text));

    [Fact]
    public void An_anonymous_slip_asks_for_no_reply() =>
        Assert.All(Cases.Where(one => one.Filing.Contact is null), one => Assert.DoesNotMatch("réponse écrite|vous lire|me dire", one.Filing.Text));

    [Fact]
    public void One_subject_is_of_one_motive_and_one_kind() => Assert.All(Cases.GroupBy(one => one.Filing.Subject), same =>
    {
        Assert.Single(same.Select(one => one.Motive).OfType<string>().Distinct());
        Assert.Single(same.Select(one => one.Kind).Distinct());
    });

    [Fact]
    public void What_is_rejected_transferred_or_out_of_scope_says_why()
    {
        string?[] elsewhere = ["reject", "transfer", "close outOfScope"];
        Assert.Equal(elsewhere.Order(), Cases.Select(one => one.End).Intersect(elsewhere).Order());
        Assert.All(Cases.GroupBy(one => one.Filing.Subject), same =>
            Assert.Single(same.Select(one => elsewhere.Contains(one.End) ? one.End : "dealt with").Distinct()));
    }

    [Fact]
    public void An_answer_is_about_the_complaint_and_tells_the_outcome()
    {
        var letters = Cases.SelectMany(one => one.Answers.Select(answer => (one.Kind, one.Motive, answer.Letter.Body, answer.Outcome))).ToLookup(letter => letter.Body);
        Assert.All(letters, same =>
        {
            Assert.Single(same.Select(letter => letter.Kind).Distinct());
            var outcomes = same.Select(letter => letter.Outcome).OfType<string>().Distinct().ToArray();
            Assert.InRange(outcomes.Length, 0, 1);
            if (same.First().Kind == "complaint" && !outcomes.Contains("unfounded"))
                Assert.InRange(same.Select(letter => letter.Motive).OfType<string>().Distinct().Count(), 0, 1);
        });
        Assert.Equal(["founded", "partlyFounded", "unfounded"], letters.SelectMany(same => same).Select(letter => letter.Outcome).OfType<string>().Distinct().Order());
    }

    [Fact]
    public void A_letter_says_all_it_promises() =>
        Assert.All(Cases.SelectMany(one => one.Answers), answer => Assert.DoesNotMatch("ci-dessous|ci-joint|ci-après", answer.Letter.Body));

    [Fact]
    public void A_suggestion_is_answered_as_one() => Assert.All(Cases, one => Assert.All(one.Answers, answer =>
        Assert.Matches(one.Kind == "suggestion" ? "suggestion" : "réclamation", answer.Letter.Subject)));

    [Fact]
    public void A_dispute_is_about_an_answer_that_did_not_give_all_that_was_asked()
    {
        var disputed = Cases.Where(one => one.Steps.Any(step => step.Body.Reason == "L'usager conteste la réponse")).ToArray();
        Assert.NotEmpty(disputed);
        Assert.All(disputed, one => Assert.NotEqual("founded", one.Answers.First().Outcome));
    }

    [Fact]
    public void A_case_that_repeats_another_is_of_the_same_person()
    {
        var byId = Cases.ToDictionary(one => one.Filing.Id, one => one.Filing.Contact?.Name);
        var merged = Cases.SelectMany(one => one.Steps).Where(step => step.Transition == "merge").ToArray();
        Assert.NotEmpty(merged);
        Assert.All(merged, step => Assert.Equal(byId[step.Body.Into!.Value], byId[step.Id]));
    }

    [Fact]
    public void Mistakes_of_every_sort_are_corrected()
    {
        var corrected = Cases.SelectMany(one => one.Steps.Where(step => step.Transition == "correct").Select(step => (one.Filing.Kind, Correction: step.Body))).ToArray();
        Assert.Contains(corrected, one => one.Correction.ReceivedOn is not null);
        Assert.Contains(corrected, one => one.Correction.Channel is not null);
        Assert.Contains(corrected, one => one.Correction.Site is not null);
        Assert.Contains(corrected, one => (one.Kind, one.Correction.Kind) == ("complaint", "suggestion"));
        Assert.Contains(corrected, one => (one.Kind, one.Correction.Kind) == ("suggestion", "complaint"));
        Assert.Contains(corrected, one => one.Correction.Kind == "thanks");
    }
}
