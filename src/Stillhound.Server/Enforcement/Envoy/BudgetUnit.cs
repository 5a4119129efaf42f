namespace Stillhound.Server.Enforcement.Envoy;

/// <summary>Unit of time of a token budget.</summary>
internal enum BudgetUnit : byte
{
    /// <summary>A day, in UTC.</summary>
    Day,

    /// <summary>An hour: a twenty-fourth of the day's tokens.</summary>
    Hour,
}

/// <summary>What a unit is called and how many of it a day has.</summary>
internal static class BudgetUnits
{
    /// <summary>As Envoy calls it.</summary>
    public static string Name(this BudgetUnit unit) => unit == BudgetUnit.Day ? "DAY" : "HOUR";

    /// <summary>How many a day has.</summary>
    public static long PerDay(this BudgetUnit unit) => unit == BudgetUnit.Day ? 1 : 24;
}
