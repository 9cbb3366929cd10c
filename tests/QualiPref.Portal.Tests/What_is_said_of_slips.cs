using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Time.Testing;
using QualiPref.Platform.Catalogue;
using QualiPref.Portal.Pages.Saisies;
using QualiPref.Portal.Wording;
using QualiPref.Statistics;

namespace QualiPref.Portal.Tests;

public sealed class What_is_said_of_slips
{
    [Theory]
    [InlineData(1, 13, false, "7,7 % (1 sur 13 réponses comparées ; entre 1,4 % et 33,3 %)")]
    [InlineData(1, 13, true, "7,7 % (1 sur 13 réponses comparées)")]
    [InlineData(0, 1, true, "0,0 % (0 sur 1 réponse comparée)")]
    [InlineData(0, 0, true, "–")]
    public void A_rate_stands_beside_what_it_rests_on_and_has_an_interval_where_something_is_left_to_estimate(int wrong, int compared, bool isWhole, string expected) =>
        Assert.Equal(expected, SlipWords.Rate(ErrorRate.Of(wrong, compared, isWhole)).Replace('\u00A0', ' ').Replace('\u202F', ' '));

    [Fact]
    public void The_year_is_that_of_the_site_from_its_midnight_on()
    {
        var catalogue = Catalogue.Load(Path.Combine(AppContext.BaseDirectory, "catalogue"));
        var time = new FakeTimeProvider(new(2026, 12, 31, 23, 30, 0, TimeSpan.Zero));
        var page = new FichesModel(null!, null!, catalogue, time) { PageContext = new PageContext { HttpContext = new DefaultHttpContext() } };
        Assert.Equal(2027, page.Year);
    }
}
