using System.Globalization;
using System.Text.Encodings.Web;
using Fluid.Values;

namespace QualiPref.Complaints.Templates;

/// <summary>A field without a value: no condition holds by it, and written out it is a blank that says what belongs there.</summary>
/// <param name="blank">The blank.</param>
/// <param name="written">Hears that it was written out.</param>
internal sealed class MissingField(string blank, Action written) : FluidValue
{
    public override FluidValues Type => FluidValues.Nil;

    public override bool Equals(FluidValue? other) => other is null or NilValue or MissingField;

    public override bool Equals(object? obj) => obj is FluidValue value && Equals(value);

    public override int GetHashCode() => 0;

    public override bool ToBooleanValue() => false;

    public override decimal ToNumberValue() => 0;

    public override string ToStringValue() => "";

    public override object? ToObjectValue() => null;

    public override async ValueTask WriteToAsync(TextWriter writer, TextEncoder encoder, CultureInfo cultureInfo)
    {
        written();
        await writer.WriteAsync(blank);
    }
}
