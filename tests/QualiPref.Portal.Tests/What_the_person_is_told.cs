using QualiPref.Portal.Services;
using QualiPref.Portal.Wording;
using QualiPref.Portal.Wording.Filing;

namespace QualiPref.Portal.Tests;

/// <summary>Wherever a case stands, in each language of the public form.</summary>
public sealed class What_the_person_is_told
{
    private static readonly DateOnly Today = new(2026, 7, 6);

    private static readonly DateTimeOffset At = new(2026, 7, 3, 12, 5, 0, TimeSpan.Zero);

    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    public static TheoryData<string> Languages { get; } = [.. FilingWords.Codes];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Has_a_sentence_for_every_status_and_never_a_code(string code)
    {
        foreach (var status in CaseWords.Statuses.Keys)
        {
            var text = Text(code, Case(status));
            Assert.DoesNotContain(text.Situation, CaseWords.Statuses.Keys);
            Assert.EndsWith(".", text.Situation, StringComparison.Ordinal);
            Assert.EndsWith(".", text.Next, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Names_the_days_of_an_answer_that_is_due_late_or_announced(string code)
    {
        var words = FilingWords.Of(code);
        Assert.Contains(words.Day(Today), Text(code, Case("qualified") with { DueOn = Today }).Deadline, StringComparison.Ordinal);
        Assert.Equal(words.Fill(words.Tracking.Late, words.Day(Today.AddDays(-1))), Text(code, Case("qualified") with { DueOn = Today.AddDays(-1) }).Deadline);
        Assert.Equal(words.Fill(words.Tracking.Announced, words.Day(Today)), Text(code, Case("qualified") with { AnnouncedOn = Today }).Deadline);
        Assert.Null(Text(code, Case("answered") with { AnsweredOn = Today }).Deadline);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Says_of_a_promise_and_of_a_file_what_became_of_them(string code)
    {
        var (words, text) = (FilingWords.Of(code), Text(code, Case("answered")));
        foreach (var state in (string[])["open", "kept", "confirmed", "denied", "notKept"])
        {
            var said = text.Of(new TrackedPromise(Guid.Empty, "", Today.AddDays(1), state, Today, "Travaux"));
            Assert.Equal(state is "open" or "kept" or "notKept", said.Contains(state switch { "open" => words.Day(Today.AddDays(1)), "kept" => words.Day(Today), _ => "Travaux" }, StringComparison.Ordinal));
            Assert.NotEqual(state, said);
        }
        Assert.Equal(words.Fill(words.Tracking.Promises["overdue"], words.Day(Today.AddDays(-1))), text.Of(new TrackedPromise(Guid.Empty, "", Today.AddDays(-1), "open", null, null)));
        Assert.All((string[])["unchecked", "infected"], state => Assert.NotEqual(state, text.Of(new TrackedFile(Guid.Empty, "a.pdf", 1, state))));
    }

    [Theory]
    [InlineData("queued", null)]
    [InlineData("takenBack", null)]
    [InlineData("handedOver", "handedOver")]
    [InlineData("bounced", "doubtful")]
    [InlineData("uncertain", "doubtful")]
    [InlineData("posted", "posted")]
    [InlineData("handed", "handed")]
    public void Says_no_more_of_the_answers_way_than_its_record(string state, string? sentence)
    {
        foreach (var words in FilingWords.All)
        {
            var one = Case("answered") with { Answer = new TrackedAnswer("", "", "fr") { Delivery = new TrackedDelivery("email", state, At) } };
            Assert.Equal(sentence is null ? null : words.Fill(words.Tracking.Deliveries[sentence], words.Moment(At, Paris)), Text(words.Code, one).Delivery);
        }
    }

    [Theory]
    [InlineData("fr", "3 juillet 2026 à 14\u00A0h\u00A005")]
    [InlineData("en", "3 July 2026, 14:05")]
    [InlineData("es", "3 de julio de 2026, 14:05")]
    [InlineData("pt", "3 de julho de 2026, 14:05")]
    [InlineData("ar", "03/07/2026, 14:05")]
    public void Gives_the_hour_of_the_site(string code, string moment) => Assert.Equal(moment, FilingWords.Of(code).Moment(At, Paris));

    private static TrackingText Text(string code, Tracking one) => new(FilingWords.Of(code), one, Paris, Today);

    private static Tracking Case(string status) =>
        new("91-EVRY-2026-000001", "91-EVRY", "fr", "complaint", status, Today.AddDays(-10), Today.AddDays(10), null, null, null, null, null);
}
