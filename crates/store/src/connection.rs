//! One statement on either database: the only place that knows there are two.

use std::future::Future;

use sqlx::{Column, Database, PgConnection, PgPool, SqliteConnection, SqlitePool, TypeInfo, ValueRef};

use crate::error::{Error, Kind};
use crate::row::{Arg, Cell, Row};

/// Whatever can answer a question: the readers' pool, or the transaction of the writer.
pub trait Rows: Send {
    /// Runs a statement with its arguments and gives back every row of the answer.
    fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> impl Future<Output = Result<Vec<Row>, Error>> + Send;

    /// The first row of an answer, if there is one.
    fn row(&mut self, sql: &'static str, args: Vec<Arg>) -> impl Future<Output = Result<Option<Row>, Error>> + Send {
        async move { Ok(self.rows(sql, args).await?.into_iter().next()) }
    }
}

/// A connection to one of them.
#[derive(Debug)]
pub(crate) enum Connection {
    Sqlite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

/// Several connections for readers.
#[derive(Debug, Clone)]
pub(crate) enum Pool {
    Sqlite(SqlitePool),
    Postgres(PgPool),
}

/// Binds the arguments and fetches all rows, on whichever database `$on` is.
macro_rules! fetch {
    ($sql:expr, $args:expr, $on:expr) => {{
        let mut query = sqlx::query($sql);
        for arg in $args {
            query = match arg {
                Arg::Int(value) => query.bind(value),
                Arg::Text(value) => query.bind(value),
            };
        }
        query.fetch_all($on).await?.iter().map(read).collect()
    }};
}

impl Rows for Connection {
    async fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        match self {
            Self::Sqlite(connection) => fetch!(sql, args, &mut **connection),
            Self::Postgres(connection) => fetch!(sql, args, &mut **connection),
        }
    }
}

impl Rows for Pool {
    async fn rows(&mut self, sql: &'static str, args: Vec<Arg>) -> Result<Vec<Row>, Error> {
        match self {
            Self::Sqlite(pool) => fetch!(sql, args, &*pool),
            Self::Postgres(pool) => fetch!(sql, args, &*pool),
        }
    }
}

impl Connection {
    /// Runs a statement that was made at run time, from our own migrations alone.
    pub(crate) async fn run(&mut self, sql: String) -> Result<(), Error> {
        let sql = sqlx::AssertSqlSafe(sql);
        match self {
            Self::Sqlite(connection) => sqlx::raw_sql(sql).execute(&mut **connection).await.map(|_| ())?,
            Self::Postgres(connection) => sqlx::raw_sql(sql).execute(&mut **connection).await.map(|_| ())?,
        }
        Ok(())
    }
}

/// Reads the cells of a row by what each holds. Both databases call numbers and texts by few names.
fn read<R>(row: &R) -> Result<Row, Error>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    for<'r> Option<i64>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<i32>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
    for<'r> Option<String>: sqlx::Decode<'r, R::Database> + sqlx::Type<R::Database>,
{
    let cell = |at: usize| {
        let name = kind::<R::Database>(&row.try_get_raw(at)?);
        Ok(match name.as_str() {
            "INTEGER" | "INT8" => row.try_get::<Option<i64>, _>(at)?.map_or(Cell::Nothing, Cell::Int),
            "INT4" => row.try_get::<Option<i32>, _>(at)?.map_or(Cell::Nothing, |n| Cell::Int(n.into())),
            "TEXT" | "VARCHAR" | "NAME" => row.try_get::<Option<String>, _>(at)?.map_or(Cell::Nothing, Cell::Text),
            "NULL" => Cell::Nothing,
            other => {
                let column = row.columns().get(at).map_or("", Column::name);
                return Err(Error::new(Kind::Ours, format!("column {column}: nobody reads {other}")));
            }
        })
    };
    (0..row.len()).map(cell).collect::<Result<_, Error>>().map(Row)
}

fn kind<D: Database>(value: &D::ValueRef<'_>) -> String {
    if value.is_null() { "NULL".to_owned() } else { value.type_info().name().to_owned() }
}
