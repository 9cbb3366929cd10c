using System.Globalization;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Unit;

public sealed class Dating_an_answer
{
    [Theory]
    // Half an hour before and after midnight in summer: in UTC both are the day before.
    [InlineData("Europe/Paris", "2026-07-03T21:30:00Z", "2026-07-03")]
    [InlineData("Europe/Paris", "2026-07-03T22:30:00Z", "2026-07-04")]
    // New Year's night: another year, another report.
    [InlineData("Europe/Paris", "2025-12-31T22:59:59Z", "2025-12-31")]
    [InlineData("Europe/Paris", "2025-12-31T23:00:00Z", "2026-01-01")]
    // The hour that comes twice and the one that never comes.
    [InlineData("Europe/Paris", "2026-10-24T22:30:00Z", "2026-10-25")]
    [InlineData("Europe/Paris", "2026-03-28T23:30:00Z", "2026-03-29")]
    // Overseas, behind and ahead of UTC.
    [InlineData("America/Martinique", "2026-07-04T03:30:00Z", "2026-07-03")]
    [InlineData("Pacific/Noumea", "2026-07-03T13:30:00Z", "2026-07-04")]
    [InlineData("Indian/Reunion", "2025-12-31T20:00:00Z", "2026-01-01")]
    public void The_day_is_that_of_the_sites_own_wall_clock(string zone, string instant, string day)
    {
        var at = DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture);
        var admitted = Admit(Channels.Kiosk, at, receivedAt: at.AddMinutes(1), zone, Roles.Kiosk);
        Assert.Equal(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), admitted.Date);
        Assert.Equal(at.UtcDateTime, admitted.AnsweredAt);
    }

    [Fact]
    public void A_public_form_is_dated_by_the_server()
    {
        var received = new DateTimeOffset(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);
        var admitted = Admit(Channels.Web, received.AddDays(-40), received, "Europe/Paris", role: null);
        Assert.Equal(new DateOnly(2026, 7, 3), admitted.Date);
    }

    [Fact]
    public void Staff_may_date_back_what_they_type()
    {
        var received = new DateTimeOffset(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateOnly(2026, 5, 24), Admit(Channels.Paper, received.AddDays(-40), received, "Europe/Paris", Roles.Agent).Date);
        Assert.Equal(new DateOnly(2026, 5, 24), Admit(Channels.Web, received.AddDays(-40), received, "Europe/Paris", Roles.Agent).Date);
    }

    [Theory]
    [InlineData(299, null)]
    [InlineData(301, "QP-SURVEYS-004")]
    public void Five_minutes_ahead_are_forgiven(int secondsAhead, string? code)
    {
        var received = new DateTimeOffset(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);
        var admitted = Admit(Channels.Paper, received.AddSeconds(secondsAhead), received, "Europe/Paris", Roles.Agent);
        Assert.Equal(code, admitted.Code);
        Assert.Equal(code is null ? ResponseStatus.Counted : ResponseStatus.SetAside, admitted.Status);
    }

    [Theory]
    [InlineData("2024-07-03T09:00:00Z", null)]
    [InlineData("2024-07-03T08:59:59Z", "QP-SURVEYS-005")]
    public void Older_than_24_months_is_set_aside(string instant, string? code)
    {
        var received = new DateTimeOffset(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);
        Assert.Equal(code, Admit(Channels.Paper, DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), received, "Europe/Paris", Roles.Agent).Code);
    }

    [Theory]
    [InlineData("1970-01-01T00:00:12Z", "QP-SURVEYS-005")]
    [InlineData("2999-12-31T23:59:59Z", "QP-SURVEYS-004")]
    public void A_date_that_no_period_holds_is_set_aside_on_the_day_it_came(string instant, string code)
    {
        var received = new DateTimeOffset(2026, 7, 3, 9, 0, 0, TimeSpan.Zero);
        var admitted = Admit(Channels.Paper, DateTimeOffset.Parse(instant, CultureInfo.InvariantCulture), received, "Europe/Paris", Roles.Agent);
        Assert.Equal((new DateOnly(2026, 7, 3), code, ResponseStatus.SetAside), (admitted.Date, admitted.Code, admitted.Status));
    }

    private static SurveyResponse Admit(string channel, DateTimeOffset answeredAt, DateTimeOffset receivedAt, string zone, string? role) =>
        Admitting.Admit(channel, answeredAt, new Sync(receivedAt), zone, role);
}
