using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using QualiPref.Platform.Catalogue;
using QualiPref.Platform.Identity;
using QualiPref.Surveys.Answers;
using QualiPref.Surveys.Storage;

namespace QualiPref.Surveys.Tests.Unit;

/// <summary>Lets one answer in, as the service would have.</summary>
internal static class Admitting
{
    public static readonly Guid Kiosk = Guid.NewGuid();

    public static SurveyResponse Admit(string channel, DateTimeOffset answeredAt, Sync sync, string zone, string? role, ClockReading? clock = null)
    {
        var answer = new Answer
        {
            Site = new Site
            {
                Code = "00-SITE",
                Network = "test",
                Name = "Site",
                Kind = SiteKind.Prefecture,
                TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone),
                HolidayZone = "metropole",
                Modules = [],
                Closures = [],
            },
            Questionnaire = "accueil-general",
            Version = 1,
            Channel = channel,
            Language = null,
            Outcome = Outcomes.Complete,
            AnsweredAt = answeredAt,
            Kiosk = null,
            Enrolment = null,
            Sequence = null,
            Clock = clock,
            Choices = new Choices([], null, null),
            Comment = null,
        };
        return Admission.Admit(Guid.NewGuid(), answer, [], new Submitter(CallerWith(role)), sync);
    }

    private static Caller CallerWith(string? role)
    {
        var identity = role is null
            ? new ClaimsIdentity()
            : new ClaimsIdentity([new Claim("roles", role), new Claim("sites", "*"), new Claim("kiosk", Kiosk.ToString()), new Claim("enrolment", "1")], "test");
        return Caller.Of(new DefaultHttpContext { User = new ClaimsPrincipal(identity) });
    }
}
