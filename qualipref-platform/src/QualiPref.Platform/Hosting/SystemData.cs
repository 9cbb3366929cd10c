using System.Globalization;

namespace QualiPref.Platform.Hosting;

/// <summary>What a process needs of the system beneath it, and small images may lack: without it dates would be in English, or legal days wrong.</summary>
internal static class SystemData
{
    /// <summary>Looks whether it is there.</summary>
    /// <exception cref="PlatformNotSupportedException">It is not; the message says what to install.</exception>
    public static void Demand()
    {
        if (!KnowsFrench())
        {
            throw new PlatformNotSupportedException(
                "The names of days and months in French are missing: install the ICU libraries, and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.");
        }
        if (!TimeZoneInfo.TryFindSystemTimeZoneById("Europe/Paris", out _))
        {
            throw new PlatformNotSupportedException("The time zones are missing: install tzdata.");
        }
    }

    private static bool KnowsFrench()
    {
        try
        {
            return CultureInfo.GetCultureInfo("fr-FR").DateTimeFormat.GetMonthName(1) == "janvier";
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }
}
