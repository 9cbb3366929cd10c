using QualiPref.Platform.Time;

namespace QualiPref.Platform.Tests.Time;

public sealed class NamingAPeriod
{
    [Theory]
    [InlineData("2026", "année 2026", "en 2026")]
    [InlineData("2026-S1", "1er semestre 2026", "au 1er semestre 2026")]
    [InlineData("2026-S2", "2e semestre 2026", "au 2e semestre 2026")]
    [InlineData("2026-Q1", "1er trimestre 2026", "au 1er trimestre 2026")]
    [InlineData("2026-Q3", "3e trimestre 2026", "au 3e trimestre 2026")]
    [InlineData("2026-08", "août 2026", "en août 2026")]
    [InlineData("2026-01-01..2026-03-31", "du 1er janvier 2026 au 31 mars 2026", "du 1er janvier 2026 au 31 mars 2026")]
    public void Says_it_as_a_reader_does(string written, string name, string when)
    {
        var period = Period.Parse(written);

        Assert.Equal((name, when), (period.InFrench(), period.WhenInFrench()));
    }
}
